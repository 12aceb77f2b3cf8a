// SPDX-License-Identifier: MIT
// Follows PATH, #! lines and env(1) to an ELF file.
#include "client/inspect/program.hpp"

#include "client/loader/search_path.hpp"
#include "lib/sys/fd.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <fcntl.h>
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

bool is_executable(const std::string& path) {
  std::error_code error;
  return fs::is_regular_file(path, error) && ::access(path.c_str(), X_OK) == 0;
}

std::string in_path(const std::string& name, const Environment& environment) {
  if (name.find('/') != std::string::npos) return is_executable(name) ? name : "";
  auto path = environment("PATH");
  if (path.empty()) path = "/usr/local/bin:/usr/bin:/bin";
  for (const auto& folder : split_path(path, ":"))
    if (auto file = folder + "/" + name; is_executable(file)) return file;
  return "";
}

std::string start_of(const std::string& path) {
  const sys::Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  std::array<char, kFirstLine> buffer{};
  const auto got = fd ? ::read(fd.get(), buffer.data(), buffer.size()) : -1;
  return got < 0 ? "" : std::string(buffer.data(), static_cast<std::size_t>(got));
}

Words words_in(std::string_view text) {
  Words out;
  for (auto at = text.find_first_not_of(" \t"); at != std::string_view::npos;
       at = text.find_first_not_of(" \t")) {
    text.remove_prefix(at);
    const auto word = text.substr(0, text.find_first_of(" \t"));
    out.emplace_back(word);
    text.remove_prefix(word.size());
  }
  return out;
}

/// The command that env(1) runs: the words after its options and assignments.
Words behind_env(const Words& command) {
  Words words;
  for (auto it = command.begin() + 1; it != command.end(); ++it) {
    // A script's first line has one argument: -S splits it.
    const bool divided = words.empty() && it->starts_with("-S");
    const auto parts = divided ? words_in(std::string_view(*it).substr(2)) : Words{*it};
    words.insert(words.end(), parts.begin(), parts.end());
  }
  const auto is_own = [](const std::string& word) {
    return word.starts_with("-") || word.find('=') != std::string::npos;
  };
  return {std::find_if_not(words.begin(), words.end(), is_own), words.end()};
}

bool is_shell(const std::string& name) {
  constexpr std::array kShells = {"sh", "bash", "dash", "zsh", "ksh", "fish", "busybox"};
  return std::ranges::find(kShells, name) != kShells.end();
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

Expected<Program> find_program(const Words& given, const Environment& environment) {
  Program out;
  Words command = given;
  for (int i = 0; i <= kMostScripts; ++i) {
    if (command.empty()) return tl::unexpected(std::string("no command is left to inspect"));
    const auto path = in_path(command[0], environment);
    if (path.empty())
      return tl::unexpected(fmt::format("{}: {}", command[0],
                                        command[0].find('/') == std::string::npos
                                            ? "not found in PATH"
                                            : "not a program that you may run"));
    const auto name = base_name(path);
    if (const auto rest = name == "env" ? behind_env(command) : Words{}; !rest.empty()) {
      out.through.push_back(path);
      command = rest;
      continue;
    }
    auto line = interpreter_line(start_of(path));
    if (line.empty()) {
      out.path = path;
      out.python = name.starts_with("python") || name.starts_with("pypy");
      if (is_shell(name))
        out.notes.push_back(name +
                            " starts other programs, which are not inspected: inspect those");
      return out;
    }
    out.through.push_back(path);
    line.push_back(path);
    line.insert(line.end(), command.begin() + 1, command.end());
    command = std::move(line);
  }
  return tl::unexpected(fmt::format("{}: more nested scripts than the kernel allows", given[0]));
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
