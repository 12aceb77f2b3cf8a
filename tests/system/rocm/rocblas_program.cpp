// SPDX-License-Identifier: MIT
// rocblas_program LIBRARY: opens it and initialises rocBLAS for the card there is. rocBLAS itself
// ends the process where it has no kernels at all.
#include <dlfcn.h>

#include <cstdio>

int main(int argc, char** argv) {
  void* library = argc == 2 ? dlopen(argv[1], RTLD_NOW) : nullptr;
  void* initialize = library ? dlsym(library, "rocblas_initialize") : nullptr;
  if (!initialize) {
    std::fprintf(stderr, "%s\n", dlerror());
    return 2;
  }
  reinterpret_cast<void (*)()>(initialize)();
  std::puts("initialized");
  return 0;
}
