// SPDX-License-Identifier: MIT
// Reads the loader's cache, and the versions of libc and libstdc++.
#include "lib/verify/system.hpp"

#include "lib/sys/file.hpp"

#include <sys/stat.h>

#include <filesystem>
#include <gnu/libc-version.h>

namespace rmcp::verify {
namespace {

namespace fs = std::filesystem;

constexpr auto kStandardLibrary = "libstdc++.so.6";

std::vector<std::string> default_folders() {
  return {"/lib/x86_64-linux-gnu",
          "/usr/lib/x86_64-linux-gnu",
          "/lib/aarch64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu",
          "/lib64",
          "/usr/lib64",
          "/lib",
          "/usr/lib"};
}

}  // namespace

SystemLibraries read_system_libraries() {
  constexpr std::size_t kLargest = 64 << 20;
  SystemLibraries system;
  const auto bytes = sys::read_file("/etc/ld.so.cache", kLargest);
  if (auto cache = elf::parse_ld_cache(bytes ? *bytes : std::string()))
    system.cache = std::move(*cache);
  system.folders = default_folders();
  system.glibc = ::gnu_get_libc_version();
  system.glibcxx = glibcxx_of(find_on_system(system, kStandardLibrary));
  return system;
}

std::string find_on_system(const SystemLibraries& system, const std::string& name) {
  if (auto path = system.cache.find(name, {}); !path.empty()) return path;
  std::error_code error;
  for (const auto& folder : system.folders)
    if (fs::exists(folder + "/" + name, error)) return folder + "/" + name;
  return {};
}

bool same_file(const std::string& a, const std::string& b) {
  struct stat first {
  }, second{};
  return ::stat(a.c_str(), &first) == 0 && ::stat(b.c_str(), &second) == 0 &&
         first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

/// GCC numbers libstdc++.so.6.0.N so that it has GLIBCXX_3.4.N (libstdc++ manual, "ABI Policy and
/// Guidelines").
std::string glibcxx_of(const std::string& path) {
  constexpr std::string_view kPrefix = "libstdc++.so.6.0.";
  std::error_code error;
  const auto real = fs::canonical(path, error).filename().string();
  return !error && real.starts_with(kPrefix) ? "3.4." + real.substr(kPrefix.size()) : "";
}

}  // namespace rmcp::verify
