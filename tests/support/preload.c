// SPDX-License-Identifier: MIT
// librmcp-testbed-preload.so, loaded before umockdev's own: two faults of libumockdev-preload.c
// that abort() a program which asks DRM nodes while cards come and go.
//
// An open() below /dev that fails is noted too, as descriptor -1, and never forgotten: the fiftieth
// is too much for fd_map_add(). And the map that it is noted in is changed by open() and close()
// without a lock, and searched by both and by ioctl(): when several threads ask, an entry gets lost
// or stays behind for the next one with that descriptor.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
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
    const int is_device = path != NULL && strncmp(path, "/dev/", 5) == 0;                          \
    return is_device ? open_device(NEXT(name), path, flags, mode) : NEXT(name)(path, flags, mode); \
  }
WRAP_OPEN(open)
WRAP_OPEN(open64)

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
