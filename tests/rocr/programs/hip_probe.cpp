// SPDX-License-Identifier: MIT
// A program that uses HIP: hip_probe DEVICE CALL. What is needed of HIP is declared here, so that
// its headers, and the compiler behind them, are not.
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>

extern "C" {
int hipSetDevice(int device);
int hipMalloc(void** address, std::size_t size);
int hipHostMalloc(void** address, std::size_t size, unsigned flags);
int hipMallocManaged(void** address, std::size_t size, unsigned flags);
int hipExtMallocWithFlags(void** address, std::size_t size, unsigned flags);
int hipFree(void* address);
int hipMemcpy(void* to, const void* from, std::size_t size, int direction);
const char* hipGetErrorName(int error);
}

namespace {

constexpr std::size_t kSize = 5 << 20;
constexpr unsigned kHostCoherent = 0x40000000, kHostNonCoherent = 0x80000000, kAttachGlobal = 1,
                   kFinegrained = 1, kUncached = 3;

int call(const char* name, void** address) {
  const auto is = [&](const char* other) { return std::strcmp(name, other) == 0; };
  if (is("none")) return hipFree(nullptr);
  if (is("malloc")) return hipMalloc(address, kSize);
  if (is("host")) return hipHostMalloc(address, kSize, 0);
  if (is("host-coherent")) return hipHostMalloc(address, kSize, kHostCoherent);
  if (is("host-noncoherent")) return hipHostMalloc(address, kSize, kHostNonCoherent);
  if (is("managed")) return hipMallocManaged(address, kSize, kAttachGlobal);
  if (is("fine")) return hipExtMallocWithFlags(address, kSize, kFinegrained);
  if (is("uncached")) return hipExtMallocWithFlags(address, kSize, kUncached);
  std::exit(2);
}

/// What goes to the GPU comes back.
bool copies() {
  static char out[kSize], back[kSize];
  std::memset(out, 0x5a, sizeof out);
  void* address = nullptr;
  return hipMalloc(&address, kSize) == 0 && hipMemcpy(address, out, kSize, 1) == 0 &&
         hipMemcpy(back, address, kSize, 2) == 0 && std::memcmp(out, back, kSize) == 0 &&
         hipFree(address) == 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3 || hipSetDevice(std::atoi(argv[1])) != 0) return 2;
  if (std::strcmp(argv[2], "copy") == 0) {
    std::puts(copies() ? "copied" : "not copied");
    return 0;
  }
  void* address = nullptr;
  std::puts(hipGetErrorName(call(argv[2], &address)));
  return 0;
}
