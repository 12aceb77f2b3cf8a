// SPDX-License-Identifier: MIT
// Writes unit files below /run, and removes unwanted ones.
#include "daemon/publish/unit_folder.hpp"

#include "daemon/publish/environment_file.hpp"

#include <fmt/format.h>

#include <map>

namespace rmcp::publish {
namespace {

class Keeper {
 public:
  Keeper(const sys::LoopFiles& disk, std::string runtime, const UnitFiles& files)
      : disk_(disk), runtime_(std::move(runtime)), files_(files) {}

  Failure keep() {
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
    for (const auto& name : disk_.list(folder))
      if (!texts.contains(name)) report(folder, disk_.remove(folder + "/" + name));
    if (texts.empty()) return;
    report(folder, disk_.make_directories(folder));
    for (const auto& [name, text] : texts) keep_text(folder + "/" + name, text);
  }

  /// Empty: no such file.
  void keep_text(const std::string& path, const std::string& text) {
    if (disk_.read(path).value_or("") == text) return;
    report(path, text.empty() ? disk_.remove(path) : disk_.replace(path, text));
  }

  void keep_links() {
    const auto folder = runtime_ + "/units";
    for (const auto& name : disk_.list(folder))
      if (!files_.links.contains(name)) report(folder, disk_.remove_all(folder + "/" + name));
    for (const auto& [unit, links] : files_.links) keep_links_of(folder + "/" + unit, links);
  }

  void keep_links_of(const std::string& folder, const std::map<std::string, std::string>& links) {
    report(folder, disk_.make_directories(folder));
    for (const auto& name : disk_.list(folder))
      if (!links.contains(name)) report(folder, disk_.remove(folder + "/" + name));
    for (const auto& [name, target] : links) {
      const auto path = folder + "/" + name;
      if (disk_.link_target(path) == target) continue;
      report(path, disk_.replace_link(path, target));
    }
  }

  void report(const std::string& path, sys::Status kept) {
    if (kept.failed() && !problem_)
      problem_ = fmt::format("{}: cannot be written: {}", path, sys::describe_errno(kept.error()));
  }

  const sys::LoopFiles& disk_;
  std::string runtime_;
  const UnitFiles& files_;
  Failure problem_;
};

}  // namespace

Failure keep_unit_files(const sys::LoopFiles& disk, const std::string& runtime,
                        const UnitFiles& files) {
  return Keeper(disk, runtime, files).keep();
}

}  // namespace rmcp::publish
