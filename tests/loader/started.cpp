// SPDX-License-Identifier: MIT
#include "started.hpp"

#include "client/loader/setup.hpp"

#include <gmock/gmock.h>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <sstream>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;

std::string short_name(const std::string& path) {
  const std::string root = fs::canonical(RMCP_SHAPES).string() + "/";
  const auto real = fs::canonical(path).string();
  return real.starts_with(root) ? real.substr(root.size()) : real;
}

bool mount_over(const std::map<std::string, std::string>& mounts) {
  if (mounts.empty()) return true;
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
  for (const auto& [below, above] : mounts)
    if (::mount(shape(above).c_str(), shape(below).c_str(), nullptr, MS_BIND, nullptr) != 0)
      return false;
  return true;
}

[[noreturn]] void become(const Start& what, int out) {
  std::vector<std::string> words = {shape(what.program)}, variables;
  for (const auto& file : what.opens) words.push_back(shape(file));
  for (const auto& [name, value] : what.environment) variables.push_back(name + "=" + value);
  const auto pointers = [](std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (auto& text : texts) list.push_back(text.data());
    list.push_back(nullptr);
    return list;
  };
  if (!mount_over(what.mounts)) ::_exit(126);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(out, STDERR_FILENO);
  ::execve(words[0].c_str(), pointers(words).data(), pointers(variables).data());
  ::_exit(127);
}

std::string output_of(const Start& what) {
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
  const auto child = ::fork();
  if (child == 0) become(what, ends[1]);
  ::close(ends[1]);
  std::string text;
  std::array<char, 4096> buffer{};
  for (ssize_t got = 0; (got = ::read(ends[0], buffer.data(), buffer.size())) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(got));
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  return text;
}

bool is_map(const std::string& line) {
  const auto dash = line.find('-');
  return dash != std::string::npos && dash > 0 &&
         line.find_first_not_of("0123456789abcdef") == dash;
}

}  // namespace

bool can_mount() {
  const auto child = ::fork();
  if (child == 0) ::_exit(mount_over({{"bin/plain", "bin/plain"}}) ? 0 : 1);
  int status = 0;
  ::waitpid(child, &status, 0);
  return status == 0;
}

Running::Running(Start what) {
  what.environment["RMCP_HOLD"] = "1";
  std::array<int, 2> in{}, out{};
  EXPECT_EQ(::pipe2(in.data(), O_CLOEXEC), 0);
  EXPECT_EQ(::pipe2(out.data(), O_CLOEXEC), 0);
  child_ = ::fork();
  if (child_ == 0) {
    ::dup2(in[0], STDIN_FILENO);
    become(what, out[1]);
  }
  ::close(in[0]);
  ::close(out[1]);
  input_ = in[1];
  std::string text;
  std::array<char, 4096> buffer{};
  for (ssize_t got = 0; text.find("ready\n") == std::string::npos;
       text.append(buffer.data(), static_cast<std::size_t>(got)))
    if ((got = ::read(out[0], buffer.data(), buffer.size())) <= 0) break;
  EXPECT_THAT(text, testing::HasSubstr("ready\n"));
  ::close(out[0]);
}

Running::~Running() {
  ::close(input_);
  ::waitpid(child_, nullptr, 0);
}

std::string shape(const std::string& name) {
  return name.starts_with('/') ? name : std::string(RMCP_SHAPES "/") + name;
}

Seen start(const Start& what) {
  Seen out;
  std::istringstream lines(output_of(what));
  for (std::string line; std::getline(lines, line);) {
    const auto slash = line.find('/');
    if (!is_map(line))
      out.failures += line + "\n";
    else if (slash != std::string::npos)
      out.mapped.insert(short_name(line.substr(slash)));
  }
  return out;
}

Paths traced(const Start& what) {
  Paths out;
  std::istringstream lines(output_of(what));
  for (std::string line; std::getline(lines, line);) {
    const auto arrow = line.find("=> /");
    if (arrow == std::string::npos) continue;
    const auto path = line.substr(arrow + 3, line.rfind(" (") - arrow - 3);
    if (path.find("/ld-linux") == std::string::npos) out.insert(fs::canonical(path));
  }
  return out;
}

LoadResult predicted(const Start& what) {
  const auto environment = [&](const std::string& name) {
    const auto found = what.environment.find(name);
    return found == what.environment.end() ? std::string() : found->second;
  };
  std::vector<std::string> later;
  for (const auto& file : what.opens) later.push_back(shape(file));
  DiskFiles files;
  const auto program = shape(what.program);
  return predict(program, later, read_loader_setup(program, environment), files);
}

Paths paths_of(const LoadResult& result) {
  Paths out;
  for (const auto& object : result.objects) out.insert(short_name(object.path));
  return out;
}

}  // namespace rmcp::client
