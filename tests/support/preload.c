// SPDX-License-Identifier: MIT
// librmcp-testbed-preload.so, loaded before umockdev's own: three faults of libumockdev-preload.c.
// Two of them abort() a program which asks DRM nodes while cards come and go.
//
// An open() below /dev that fails is noted too, as descriptor -1, and never forgotten: the fiftieth
// is too much for fd_map_add(). And the map that it is noted in is changed by open() and close()
// without a lock, and searched by both and by ioctl(): when several threads ask, an entry gets lost
// or stays behind for the next one with that descriptor.
//
// And every call with a path is made with one lock held (trap_path_lock): where a file system does
// not answer, all threads of the program wait. Paths that are not emulated go to libc.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

enum { unknown, noted, node };  // what umockdev knows of a descriptor; a node is of a GPU

#define LARGEST 4096
static _Atomic unsigned char kinds[LARGEST];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void take(void) { pthread_mutex_lock(&lock); }
static void give(void) { pthread_mutex_unlock(&lock); }
__attribute__((constructor)) static void start(void) { pthread_atfork(take, give, give); }

static unsigned char kind_of(int fd) { return fd >= 0 && fd < LARGEST ? kinds[fd] : noted; }
static void note(int fd, unsigned char kind) {
  if (fd >= 0 && fd < LARGEST) kinds[fd] = kind;
}

// The next in line is umockdev's; libc's passes it by.
#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
static void* of_libc(const char* name) {
  static _Atomic(void*) libc;
  if (libc == NULL) libc = dlopen("libc.so.6", RTLD_LAZY);
  return dlsym(libc, name);
}

// That umockdev has nothing to do with.
static int is_elsewhere(const char* path) {
  static const char* const emulated[] = {"/dev", "/proc", "/sys", "/run", "/var/run"};
  if (path == NULL || path[0] != '/') return 0;
  for (size_t i = 0; i < sizeof emulated / sizeof *emulated; ++i)
    if (strncmp(path, emulated[i], strlen(emulated[i])) == 0) return 0;
  return 1;
}

// The same of a name in a folder that is open. Where that is the kernel knows without asking its
// file system.
static int is_elsewhere_at(int folder, const char* path) {
  char link[32], whole[8192];
  if (path == NULL || path[0] == '/') return is_elsewhere(path);
  if (folder == AT_FDCWD) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
  const long length = syscall(SYS_readlink, link, whole, sizeof whole / 2);
  if (length <= 0) return 0;
  snprintf(whole + length, sizeof whole - (size_t)length, "%s%s", length == 1 ? "" : "/", path);
  return is_elsewhere(whole);
}

// With the lock: forgets what umockdev has noted of an open() that failed.
static void forget_failure(void) {
  const int reason = errno;
  NEXT(close)(-1);
  errno = reason;
}

static int open_device(int (*next)(const char*, int, ...), const char* path, int flags,
                       mode_t mode) {
  take();
  const int fd = next(path, flags, mode);
  if (fd < 0) forget_failure();
  note(fd, strncmp(path, "/dev/dri/", 9) == 0 ? node : noted);
  give();
  return fd;
}

#define WRAP_OPEN(name)                                                                            \
  int name(const char* path, int flags, ...) {                                                     \
    va_list arguments;                                                                             \
    va_start(arguments, flags);                                                                    \
    const mode_t mode = va_arg(arguments, mode_t);                                                 \
    va_end(arguments);                                                                             \
    if (is_elsewhere(path)) return ((__typeof__(&name))of_libc(#name))(path, flags, mode);         \
    const int is_device = strncmp(path, "/dev/", 5) == 0;                                          \
    return is_device ? open_device(NEXT(name), path, flags, mode) : NEXT(name)(path, flags, mode); \
  }
WRAP_OPEN(open)
WRAP_OPEN(open64)

#define WRAP_OPENAT(name)                                                    \
  int name(int folder, const char* path, int flags, ...) {                   \
    va_list arguments;                                                       \
    va_start(arguments, flags);                                              \
    const mode_t mode = va_arg(arguments, mode_t);                           \
    va_end(arguments);                                                       \
    if (is_elsewhere_at(folder, path))                                       \
      return ((__typeof__(&name))of_libc(#name))(folder, path, flags, mode); \
    return NEXT(name)(folder, path, flags, mode);                            \
  }
WRAP_OPENAT(openat)
WRAP_OPENAT(openat64)

#define WRAP(type, name, parameters, ...)                                        \
  type name parameters {                                                         \
    return is_elsewhere(path) ? ((__typeof__(&name))of_libc(#name))(__VA_ARGS__) \
                              : NEXT(name)(__VA_ARGS__);                         \
  }
#define WRAP_AT(type, name, parameters, ...)                                                \
  type name parameters {                                                                    \
    return is_elsewhere_at(folder, path) ? ((__typeof__(&name))of_libc(#name))(__VA_ARGS__) \
                                         : NEXT(name)(__VA_ARGS__);                         \
  }
WRAP(int, access, (const char* path, int mode), path, mode)
WRAP(int, stat, (const char* path, struct stat* to), path, to)
WRAP(int, lstat, (const char* path, struct stat* to), path, to)
WRAP(int, stat64, (const char* path, struct stat64* to), path, to)
WRAP(int, lstat64, (const char* path, struct stat64* to), path, to)
WRAP_AT(int, fstatat, (int folder, const char* path, struct stat* to, int flags), folder, path, to,
        flags)
WRAP_AT(int, fstatat64, (int folder, const char* path, struct stat64* to, int flags), folder, path,
        to, flags)
WRAP_AT(int, statx, (int folder, const char* path, int flags, unsigned mask, struct statx* to),
        folder, path, flags, mask, to)
WRAP(int, statfs, (const char* path, struct statfs* to), path, to)
WRAP(int, statfs64, (const char* path, struct statfs64* to), path, to)
WRAP(DIR*, opendir, (const char* path), path)
WRAP(FILE*, fopen, (const char* path, const char* mode), path, mode)
WRAP(FILE*, fopen64, (const char* path, const char* mode), path, mode)
WRAP(int, mkdir, (const char* path, mode_t mode), path, mode)
WRAP(ssize_t, readlink, (const char* path, char* to, size_t size), path, to, size)
WRAP_AT(ssize_t, readlinkat, (int folder, const char* path, char* to, size_t size), folder, path,
        to, size)
WRAP(char*, realpath, (const char* path, char* to), path, to)
WRAP(int, inotify_add_watch, (int fd, const char* path, uint32_t mask), fd, path, mask)

// What these are called in a program that was compiled with _FORTIFY_SOURCE, as packages are.
int __open_2(const char* path, int flags) { return open(path, flags, 0); }
int __open64_2(const char* path, int flags) { return open64(path, flags, 0); }
int __openat_2(int folder, const char* path, int flags) { return openat(folder, path, flags, 0); }
int __openat64_2(int folder, const char* path, int flags) {
  return openat64(folder, path, flags, 0);
}
char* __realpath_chk(const char* path, char* to, size_t room) {
  return room < PATH_MAX ? NULL : realpath(path, to);
}
ssize_t __readlink_chk(const char* path, char* to, size_t size, size_t room) {
  return readlink(path, to, size < room ? size : room);
}
ssize_t __readlinkat_chk(int folder, const char* path, char* to, size_t size, size_t room) {
  return readlinkat(folder, path, to, size < room ? size : room);
}

int socket(int domain, int type, int protocol) {
  if (domain != AF_NETLINK) return NEXT(socket)(domain, type, protocol);
  take();
  const int fd = NEXT(socket)(domain, type, protocol);
  note(fd, noted);
  give();
  return fd;
}

int ioctl(int fd, unsigned long request, ...) {
  va_list arguments;
  va_start(arguments, request);
  void* argument = va_arg(arguments, void*);
  va_end(arguments);
  int (*next)(int, unsigned long, ...) = NEXT(ioctl);
  if (kind_of(fd) != node) return next(fd, request, argument);
  take();
  const int result = next(fd, request, argument);
  give();
  return result;
}

int close(int fd) {
  // Closing a file of any other kind may take long, and nobody may wait for it with the lock.
  if (kind_of(fd) == unknown) return ((int (*)(int))of_libc("close"))(fd);
  take();
  note(fd, unknown);
  const int result = NEXT(close)(fd);
  give();
  return result;
}

int fclose(FILE* stream) {
  const int fd = fileno(stream);
  if (kind_of(fd) == unknown) return ((int (*)(FILE*))of_libc("fclose"))(stream);
  take();
  note(fd, unknown);
  const int result = NEXT(fclose)(stream);
  give();
  return result;
}
