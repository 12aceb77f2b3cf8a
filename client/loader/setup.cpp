// SPDX-License-Identifier: MIT
// Reads the loader's cache, the preload file, the environment and the processor's features.
#include "client/loader/setup.hpp"

#include "client/loader/hwcaps.hpp"
#include "lib/sys/file.hpp"

#include <sys/auxv.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <filesystem>

namespace rmcp::client {
namespace {

namespace fs = std::filesystem;

// The paths compiled into a distribution's ld.so. Debian's contain the triplet.
#if defined(__x86_64__)
constexpr std::string_view kTriplet = "x86_64-linux-gnu";
#elif defined(__aarch64__)
constexpr std::string_view kTriplet = "aarch64-linux-gnu";
#else
constexpr std::string_view kTriplet;
#endif

bool is_multiarch() {
  std::error_code error;
  return !kTriplet.empty() && fs::is_directory("/usr/lib/" + std::string(kTriplet), error);
}

void set_folders(LoaderSetup& setup) {
  if (is_multiarch()) {
    setup.lib = "lib/" + std::string(kTriplet);
    setup.default_folders = {"/lib/" + std::string(kTriplet), "/usr/lib/" + std::string(kTriplet),
                             "/lib", "/usr/lib"};
    return;
  }
  setup.lib = sizeof(void*) == 8 ? "lib64" : "lib";
  setup.default_folders = {"/" + setup.lib, "/usr/" + setup.lib};
}

std::string read_or_nothing(const std::string& path) {
  constexpr std::size_t kLargest = 64 << 20;
  return sys::read_file(path, kLargest).value_or("");
}

}  // namespace

bool starts_secure(const std::string& program) {
  struct stat info {};
  if (::stat(program.c_str(), &info) != 0) return false;
  if ((info.st_mode & S_ISUID) != 0 && info.st_uid != ::geteuid()) return true;
  if ((info.st_mode & S_ISGID) != 0 && (info.st_mode & S_IXGRP) != 0 && info.st_gid != ::getegid())
    return true;
  return ::geteuid() != 0 && ::getxattr(program.c_str(), "security.capability", nullptr, 0) > 0;
}

LoaderSetup read_loader_setup(const std::string& program, const Environment& environment,
                              const LoaderPaths& paths) {
  LoaderSetup setup;
  setup.library_path = environment("LD_LIBRARY_PATH");
  setup.preload = environment("LD_PRELOAD");
  setup.preload_file = read_or_nothing(paths.preload);
  // Without a cache ld.so continues with the default folders, and so does the model.
  if (auto cache = elf::parse_ld_cache(read_or_nothing(paths.cache)))
    setup.cache = std::move(*cache);
  setup.hwcaps = hwcaps_of(read_or_nothing(paths.cpuinfo));
  set_folders(setup);
  if (const auto platform = ::getauxval(AT_PLATFORM); platform != 0)
    // NOLINTNEXTLINE(performance-no-int-to-ptr): the kernel passes it like that
    setup.platform = reinterpret_cast<const char*>(platform);
  std::error_code error;
  setup.working_folder = fs::current_path(error).string();
  setup.secure = starts_secure(program);
  return setup;
}

}  // namespace rmcp::client
