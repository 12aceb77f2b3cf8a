// SPDX-License-Identifier: MIT
// Preloaded into rocminfo, which looks for /dev/kfd itself before it asks ROCr: opens /dev/null
// instead.
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdarg>
#include <cstring>

namespace {

int open_instead(const char* path, int flags, std::va_list arguments) {
  const int mode = flags & O_CREAT ? va_arg(arguments, int) : 0;
  if (std::strcmp(path, "/dev/kfd") == 0) path = "/dev/null";
  return static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

}  // namespace

#define OPEN(name)                                       \
  int name(const char* path, int flags, ...) {           \
    std::va_list arguments;                              \
    va_start(arguments, flags);                          \
    const int fd = open_instead(path, flags, arguments); \
    va_end(arguments);                                   \
    return fd;                                           \
  }

extern "C" {
#undef open
#undef open64
OPEN(open)
OPEN(open64)
}
