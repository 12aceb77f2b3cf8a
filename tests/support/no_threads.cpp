// SPDX-License-Identifier: MIT
// Preloaded into rmcpd: no thread can be started while the file $RMCP_NO_THREADS exists, as where
// the limit of tasks is reached.
#include <dlfcn.h>
#include <pthread.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

extern "C" __attribute__((visibility("default"))) int pthread_create(pthread_t* thread,
                                                                     const pthread_attr_t* attr,
                                                                     void* (*run)(void*),
                                                                     void* argument) noexcept {
  using Create = int (*)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
  static const auto create = reinterpret_cast<Create>(::dlsym(RTLD_NEXT, "pthread_create"));
  const char* file = std::getenv("RMCP_NO_THREADS");
  if (std::strcmp(program_invocation_short_name, "rmcpd") == 0 && file != nullptr &&
      ::access(file, F_OK) == 0)
    return EAGAIN;
  return create(thread, attr, run, argument);
}
