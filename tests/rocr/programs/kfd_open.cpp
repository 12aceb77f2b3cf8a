// SPDX-License-Identifier: MIT
// Preloaded into rocminfo, which looks for the driver itself before it asks ROCr: /dev/kfd is
// /dev/null, and the state of the module, which newer ones read, is that of a loaded one.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdio>
#include <cstring>

namespace {

int open_instead(const char* path, int flags, std::va_list arguments) {
  const int mode = flags & O_CREAT ? va_arg(arguments, int) : 0;
  if (std::strcmp(path, "/dev/kfd") == 0) path = "/dev/null";
  return static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

std::FILE* loaded() {
  static constexpr char kState[] = "live\n";
  const int fd = ::memfd_create("initstate", MFD_CLOEXEC);
  if (fd < 0 || ::write(fd, kState, sizeof kState - 1) < 0) return nullptr;
  ::lseek(fd, 0, SEEK_SET);
  return ::fdopen(fd, "r");
}

std::FILE* fopen_instead(const char* name, const char* path, const char* mode) {
  if (std::strcmp(path, "/sys/module/amdgpu/initstate") == 0) return loaded();
  auto* theirs = reinterpret_cast<decltype(&std::fopen)>(::dlsym(RTLD_NEXT, name));
  return theirs(path, mode);
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

#define FOPEN(name) \
  std::FILE* name(const char* path, const char* mode) { return fopen_instead(#name, path, mode); }

extern "C" {
#undef open
#undef open64
#undef fopen
#undef fopen64
OPEN(open)
OPEN(open64)
FOPEN(fopen)
FOPEN(fopen64)
}
