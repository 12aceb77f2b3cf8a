// SPDX-License-Identifier: MIT
// Follows PATH, #! lines and commands that start others to an ELF file.
#include "client/inspect/program.hpp"

#include "client/loader/search_path.hpp"
#include "client/wrapper/unwrap.hpp"
#include "lib/sys/root.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr std::size_t kFirstLine = 256;  // BINPRM_BUF_SIZE: the part that the kernel reads
constexpr int kMostScripts = 5;          // of scripts for scripts, fs/exec.c
constexpr int kMostPrograms = 32;        // before the last one: env may start a script of env

bool is_executable(const std::string& path) {
  std::error_code error;
  return fs::is_regular_file(path, error) && ::access(path.c_str(), X_OK) == 0;
}

std::string start_of(const std::string& path) {
  const auto fd = sys::Root().open(path);
  std::array<char, kFirstLine> buffer{};
  const auto got = fd ? ::read(fd->get(), buffer.data(), buffer.size()) : -1;
  return got < 0 ? "" : std::string(buffer.data(), static_cast<std::size_t>(got));
}

}  // namespace

Words interpreter_line(std::string_view text) {
  if (!text.starts_with("#!")) return {};
  auto line = text.substr(2, std::min(text.find('\n'), text.size()) - 2);
  const auto first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  line.remove_prefix(first);
  line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
  const auto end = std::min(line.find_first_of(" \t"), line.size());
  Words out = {std::string(line.substr(0, end))};
  // The rest of the line is one argument.
  const auto rest = line.substr(end);
  if (const auto at = rest.find_first_not_of(" \t"); at != std::string_view::npos)
    out.emplace_back(rest.substr(at));
  return out;
}

namespace {

/// From program to program, each of which the kernel would start.
class ProgramSearch {
 public:
  ProgramSearch(Words command, Variables environment) : command_(std::move(command)) {
    out_.environment = std::move(environment);
  }

  Expected<Program> run() {
    const auto first = command_.empty() ? std::string() : command_.front();
    for (int i = 0; i <= kMostPrograms && scripts_ <= kMostScripts; ++i) {
      if (command_.empty()) return tl::unexpected(std::string("no command is left to inspect"));
      const auto path = in_path(command_[0]);
      if (path.empty()) return tl::unexpected(why_not_found());
      if (!follow_command(path) && !follow_script(path)) {
        out_.path = path;
        const auto name = base_name(path);
        out_.python = name.starts_with("python") || name.starts_with("pypy");
        return std::move(out_);
      }
    }
    return tl::unexpected(fmt::format("{}: {}", first,
                                      scripts_ > kMostScripts
                                          ? "more nested scripts than the kernel allows"
                                          : "it starts other programs without end"));
  }

 private:
  [[nodiscard]] std::string from_folder(const std::string& path) const {
    if (out_.folder.empty() || path.starts_with('/')) return path;
    return out_.folder + "/" + path;
  }

  [[nodiscard]] std::string in_path(const std::string& name) const {
    if (name.find('/') != std::string::npos) {
      auto path = from_folder(name);
      return is_executable(path) ? path : "";
    }
    auto path = environment_of(out_.environment)("PATH");
    if (path.empty()) path = "/bin:/usr/bin";  // of execvp(3)
    for (const auto& folder : split_path(path, ":"))
      if (auto file = from_folder(folder + "/" + name); is_executable(file)) return file;
    return "";
  }

  [[nodiscard]] std::string why_not_found() const {
    const bool in_folder = command_[0].find('/') != std::string::npos;
    return fmt::format("{}: {}", in_folder ? from_folder(command_[0]) : command_[0],
                       in_folder ? "not a program that you may run" : "not found in PATH");
  }

  bool follow_command(const std::string& path) {
    auto next = unwrap(command_, out_.environment);
    if (!next) return false;
    out_.notes.insert(out_.notes.end(), next->notes.begin(), next->notes.end());
    if (next->command.empty()) return false;
    for (auto& change : next->changes) {
      change_variables(change, out_.environment);
      out_.changes.push_back(std::move(change));
    }
    if (!next->folder.empty()) out_.folder = absolute(from_folder(next->folder));
    command_ = std::move(next->command);
    out_.through.push_back(path);
    scripts_ = 0;
    return true;
  }

  bool follow_script(const std::string& path) {
    auto line = interpreter_line(start_of(path));
    if (line.empty()) return false;
    line.push_back(path);
    line.insert(line.end(), command_.begin() + 1, command_.end());
    command_ = std::move(line);
    out_.through.push_back(path);
    ++scripts_;
    return true;
  }

  static std::string absolute(const std::string& folder) {
    std::error_code error;
    auto path = fs::absolute(folder, error).lexically_normal().string();
    return error ? folder : path;
  }

  Words command_;
  Program out_;
  int scripts_ = 0;
};

}  // namespace

Expected<Program> find_program(const Words& command, Variables environment) {
  return ProgramSearch(command, std::move(environment)).run();
}

Environment environment_of(const Variables& variables) {
  return [&variables](const std::string& name) {
    const auto at = variables.find(name);
    return at == variables.end() ? std::string() : at->second;
  };
}

namespace {

void add_packages(const fs::path& library, std::vector<std::string>& out) {
  std::error_code error;
  for (fs::directory_iterator it(library, error), end; !error && it != end; it.increment(error)) {
    if (!it->path().filename().string().starts_with("python3")) continue;
    for (const std::string_view packages : {"site-packages", "dist-packages"}) {
      // torch's first library comes first: the runtime of TheRock's wheels is a package of its own.
      for (const std::string_view folder : {"_rocm_sdk_core/lib", "torch/lib"}) {
        std::error_code absent;
        const auto path = (it->path() / packages / folder).lexically_normal();
        if (fs::is_directory(path, absent)) out.push_back(path.string());
      }
    }
  }
}

}  // namespace

std::vector<std::string> python_folders(const std::string& python, const Environment& environment) {
  std::vector<std::string> out;
  const fs::path prefix = fs::path(python).parent_path().parent_path();
  add_packages(prefix / "lib", out);
  if (!out.empty()) return out;
  if (const auto home = environment("HOME"); !home.empty())
    add_packages(fs::path(home) / ".local/lib", out);
  return out;
}

}  // namespace rmcp::client
