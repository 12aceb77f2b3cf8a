// SPDX-License-Identifier: MIT
// secure_probe LIBRARY: loads the tools library as ROCr would, with an empty table, and tells
// whether it has looked at it. A setuid copy of a program that needs ROCr itself would not find our
// thunk.
#include <dlfcn.h>

#include <cstdint>
#include <cstdio>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  void* library = dlopen(argv[1], RTLD_NOW);
  if (!library) return std::printf("%s\n", dlerror()), 1;
  using OnLoad = bool (*)(void*, std::uint64_t, std::uint64_t, const char* const*);
  auto* on_load = reinterpret_cast<OnLoad>(dlsym(library, "OnLoad"));
  std::uint32_t table[64] = {};
  if (!on_load || !on_load(table, 0, 0, nullptr)) return std::puts("refused"), 1;
  std::puts("untouched");
  return 0;
}
