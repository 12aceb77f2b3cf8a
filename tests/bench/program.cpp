// SPDX-License-Identifier: MIT
// posix_spawn and /proc.
#include "program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace rmcp::bench {
namespace {

std::vector<std::string> environment_of(const Command& command) {
  std::vector<std::string> entries;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    if (!command.environment.contains(text.substr(0, text.find('=')))) entries.push_back(text);
  }
  for (const auto& [name, value] : command.environment) {
    if (!value.empty()) entries.push_back(name + "=" + value);
  }
  return entries;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> result;
  for (auto& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

pid_t spawn(const Command& command) {
  auto arguments = command.arguments;
  auto environment = environment_of(command);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (const int fd : {STDOUT_FILENO, STDERR_FILENO})
    posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_WRONLY, 0);
  pid_t pid = -1;
  const int error = posix_spawnp(&pid, arguments.front().c_str(), &actions, nullptr,
                                 pointers(arguments).data(), pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::system_error(error, std::generic_category(), arguments.front());
  return pid;
}

/// The number after "Key:" in a status file of /proc; 0 when it is not there.
long status_value(const std::filesystem::path& file, const std::string& key) {
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with(key + ":")) return std::stol(line.substr(key.size() + 1));
  }
  return 0;
}

std::filesystem::path proc(pid_t pid) { return "/proc/" + std::to_string(pid); }

}  // namespace

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

Program::Program(const Command& command) : pid_(spawn(command)) {}

Program::~Program() {
  ::kill(pid_, SIGTERM);
  int status = 0;
  for (int tries = 0; tries < 200; ++tries) {
    if (::waitpid(pid_, &status, WNOHANG) != 0) return;
    ::usleep(10'000);
  }
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, &status, 0);
}

bool Program::running() const {
  siginfo_t info{};
  ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT);
  return info.si_pid == 0;
}

Run time_command(const Command& command) {
  const auto start = Clock::now();
  const pid_t pid = spawn(command);
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
  return {milliseconds_since(start), WIFEXITED(status) && WEXITSTATUS(status) == 0};
}

Memory memory_of(pid_t pid) {
  constexpr double kKilo = 1024;
  const auto status = proc(pid) / "status";
  return {static_cast<double>(status_value(status, "VmRSS")) / kKilo,
          static_cast<double>(status_value(status, "RssAnon")) / kKilo};
}

WakeUps wake_ups_of(pid_t pid) {
  WakeUps result;
  for (const auto& task : std::filesystem::directory_iterator(proc(pid) / "task"))
    result[task.path().filename()] =
        status_value(task.path() / "status", "voluntary_ctxt_switches");
  return result;
}

long wake_ups_since(pid_t pid, const WakeUps& before) {
  long sum = 0;
  for (const auto& [thread, count] : wake_ups_of(pid)) {
    const auto known = before.find(thread);
    sum += count - (known == before.end() ? 0 : known->second);
  }
  return sum;
}

}  // namespace rmcp::bench
