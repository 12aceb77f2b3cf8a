// SPDX-License-Identifier: MIT
// A program that uses HIP, for the only card there is:
//   hip_program load FILE...   loads each file's code as a module: "gfx1030 hipSuccess"
//   hip_program maps           ROCm's files that are mapped once it has a card: "INODE PATH"
// What is needed of HIP is declared here, so that its headers, and the compiler behind them, need
// not be there.
#include <sys/stat.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>

extern "C" {
int hipGetDeviceCount(int* count);
int hipModuleLoadData(void** module, const void* image);
const char* hipGetErrorName(int error);
}

namespace {

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

void load(const char* path) {
  std::ifstream file(path, std::ios::binary);
  const std::string image{std::istreambuf_iterator<char>(file), {}};
  void* module = nullptr;
  std::printf("%s %s\n", name_of(path).c_str(),
              hipGetErrorName(hipModuleLoadData(&module, image.data())));
}

bool is_of_rocm(const std::string& name) {
  for (const char* part : {"libamdhip64.", "libhsa-runtime64.", "libhsakmt.", "libamd_comgr."})
    if (name.compare(0, std::strlen(part), part) == 0) return true;
  return false;
}

void print_maps() {
  std::ifstream maps("/proc/self/maps");
  std::set<std::string> found;
  for (std::string line; std::getline(maps, line);) {
    const auto slash = line.find('/');
    if (slash != std::string::npos && is_of_rocm(name_of(line))) found.insert(line.substr(slash));
  }
  // Not the inode that is printed there: an overlay file system shows another one than stat does.
  struct stat file {};
  for (const auto& path : found)
    if (::stat(path.c_str(), &file) == 0)
      std::printf("%llu %s\n", static_cast<unsigned long long>(file.st_ino), path.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  int count = 0;
  if (argc < 2 || hipGetDeviceCount(&count) != 0 || count != 1) return 2;
  if (std::strcmp(argv[1], "maps") == 0) print_maps();
  for (int i = 2; i < argc; ++i) load(argv[i]);
  return 0;
}
