// SPDX-License-Identifier: MIT
#include "export/unit_folder.hpp"

#include "export/environment_file.hpp"
#include "sys/file.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <map>

namespace rmcp::exported {
namespace {

namespace fs = std::filesystem;

class Keeper {
 public:
  Keeper(std::string runtime, const UnitFiles& files)
      : runtime_(std::move(runtime)), files_(files) {}

  std::string keep() {
    std::map<std::string, std::string> environment;
    for (const auto& [name, text] : files_.environment) environment[name + ".env"] = text;
    keep_texts(runtime_ + "/environment", environment);
    keep_texts(runtime_ + "/modulefiles/rmcp", files_.modules);
    keep_text(session_path(runtime_), files_.session);
    keep_links();
    return std::move(problem_);
  }

 private:
  void keep_texts(const std::string& folder, const std::map<std::string, std::string>& texts) {
    for (const auto& name : sys::list_directory(folder))
      if (!texts.contains(name)) note(folder, sys::remove_file(folder + "/" + name));
    if (texts.empty()) return;
    note(folder, sys::make_directories(folder));
    for (const auto& [name, text] : texts) keep_text(folder + "/" + name, text);
  }

  /// Empty: no such file.
  void keep_text(const std::string& path, const std::string& text) {
    if (sys::read_file(path).value_or("") == text) return;
    note(path, text.empty() ? sys::remove_file(path) : sys::replace_file(path, text, 0644, false));
  }

  void keep_links() {
    const auto folder = runtime_ + "/units";
    for (const auto& name : sys::list_directory(folder))
      if (!files_.links.contains(name)) remove_all(folder + "/" + name);
    for (const auto& [unit, links] : files_.links) keep_links_of(folder + "/" + unit, links);
  }

  void keep_links_of(const std::string& folder, const std::map<std::string, std::string>& links) {
    note(folder, sys::make_directories(folder));
    for (const auto& name : sys::list_directory(folder))
      if (!links.contains(name)) note(folder, sys::remove_file(folder + "/" + name));
    for (const auto& [name, target] : links) {
      std::error_code error;
      const auto path = folder + "/" + name;
      if (fs::read_symlink(path, error) == target) continue;
      note(path, sys::replace_link(path, target));
    }
  }

  void remove_all(const std::string& path) {
    std::error_code error;
    fs::remove_all(path, error);
    note(path, error.value());
  }

  void note(const std::string& path, sys::Errno error) {
    if (error != 0 && problem_.empty())
      problem_ = fmt::format("{}: cannot be written: {}", path, sys::describe_errno(error));
  }

  std::string runtime_;
  const UnitFiles& files_;
  std::string problem_;
};

}  // namespace

std::string keep_unit_files(const std::string& runtime, const UnitFiles& files) {
  return Keeper(runtime, files).keep();
}

}  // namespace rmcp::exported
