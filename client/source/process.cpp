// SPDX-License-Identifier: MIT
// Runs other programs by posix_spawn.
#include "client/source/process.hpp"

#include "client/version.hpp"
#include "lib/sys/fd.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

extern char** environ;

namespace rmcp::client {
namespace {

tl::unexpected<Failure> failure(const std::string& program, int error) {
  return tl::unexpected(Failure(fmt::format("{}: {}", program, std::strerror(error))));
}

class Actions {
 public:
  explicit Actions(int output) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
  }
  ~Actions() { posix_spawn_file_actions_destroy(&actions_); }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_;
};

int spawn_program(pid_t& pid, const std::string& program, const std::vector<std::string>& arguments,
                  int output) {
  std::vector<char*> argv;
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  return posix_spawn(&pid, program.c_str(), Actions(output).get(), nullptr, argv.data(), environ);
}

std::string read_all(int fd) {
  std::string result;
  char buffer[16384];
  for (;;) {
    const ssize_t n = ::read(fd, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return result;
    result.append(buffer, static_cast<std::size_t>(n));
  }
}

int wait_for_end(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Expected<Finished> run_program(const std::string& program,
                               const std::vector<std::string>& arguments) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return failure(program, errno);
  const sys::Fd reader(ends[0]);
  sys::Fd writer(ends[1]);
  pid_t pid = 0;
  if (const int error = spawn_program(pid, program, arguments, writer.get()); error != 0)
    return failure(program, error);
  writer.reset();
  Finished finished;
  finished.output = read_all(reader.get());
  finished.exit_status = wait_for_end(pid);
  return finished;
}

std::string own_folder() {
  char path[PATH_MAX];
  const ssize_t n = readlink("/proc/self/exe", path, sizeof path);
  if (n <= 0) return "";
  const std::string_view whole(path, static_cast<std::size_t>(n));
  return std::string(whole.substr(0, whole.rfind('/')));
}

std::string libexec_program(std::string_view name) {
  const std::string bin = own_folder();
  auto installed = fmt::format("{}/{}/{}", bin, kLibexecFromBin, name);
  if (access(installed.c_str(), X_OK) == 0) return installed;
  const auto built = fmt::format("{}/../libexec/{}", bin, name);
  return access(built.c_str(), X_OK) == 0 ? built : installed;
}

}  // namespace rmcp::client
