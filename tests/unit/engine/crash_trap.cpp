// SPDX-License-Identifier: MIT
#include "crash_trap.hpp"

#include <gtest/gtest.h>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstring>

namespace {

constexpr int kKilled = 137;

/// What happens at the call with this number; 0: nothing ever.
struct Trap {
  int at = 0;
  int error = 0;      // 0: the process dies
  std::string below;  // only files below this folder; empty: all
  int calls = 0;
} trap;

/// True when the call has to fail; may not return.
bool sprung(const char* path) {
  if (trap.at == 0 || (!trap.below.empty() &&
                       (path == nullptr || std::strstr(path, trap.below.c_str()) == nullptr)))
    return false;
  if (++trap.calls < trap.at) return false;
  if (trap.error == 0) ::_exit(kKilled);
  errno = trap.error;
  return true;  // this one and all after it: the disk stays full
}

template <class Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

/// A descriptor's path, for calls that have no other.
std::string path_of(int fd) {
  char target[PATH_MAX];
  const auto link = "/proc/self/fd/" + std::to_string(fd);
  const auto length = ::readlink(link.c_str(), target, sizeof target);
  return length < 0 ? "" : std::string(target, static_cast<std::size_t>(length));
}

}  // namespace

extern "C" {
int mkostemp(char* name, int flags) {
  return sprung(name) ? -1 : next<int (*)(char*, int)>("mkostemp")(name, flags);
}
int rename(const char* from, const char* to) {
  return sprung(to) ? -1 : next<int (*)(const char*, const char*)>("rename")(from, to);
}
int unlink(const char* path) {
  return sprung(path) ? -1 : next<int (*)(const char*)>("unlink")(path);
}
int mkdir(const char* path, mode_t mode) {
  return sprung(path) ? -1 : next<int (*)(const char*, mode_t)>("mkdir")(path, mode);
}
int fsync(int fd) { return sprung(path_of(fd).c_str()) ? -1 : next<int (*)(int)>("fsync")(fd); }
ssize_t write(int fd, const void* data, std::size_t size) {
  const auto call = next<ssize_t (*)(int, const void*, std::size_t)>("write");
  if (trap.at == 0) return call(fd, data, size);
  return sprung(path_of(fd).c_str()) ? -1 : call(fd, data, size);
}
}

namespace rmcp::test {

bool reaches(int call, int error, const std::string& below, const std::function<void()>& act) {
  const pid_t child = ::fork();
  if (child == 0) {
    trap = {.at = call, .error = error, .below = below};
    act();
    ::_exit(trap.calls >= call ? kKilled : 0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status)) << "call " << call;
  return WEXITSTATUS(status) == kKilled;
}

int walk(int error, const std::string& below, const std::function<void()>& prepare,
         const std::function<void()>& act, const std::function<void(int)>& check) {
  for (int call = 1;; ++call) {
    prepare();
    if (!reaches(call, error, below, act)) return call - 1;
    check(call);
    if (testing::Test::HasFailure()) return call;
  }
}

}  // namespace rmcp::test
