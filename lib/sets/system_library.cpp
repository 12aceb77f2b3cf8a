// SPDX-License-Identifier: MIT
// The names are those that glibc 2.28 to 2.41 and musl install.
#include "lib/sets/system_library.hpp"

#include <algorithm>
#include <array>

namespace rmcp {
namespace {

// Since glibc 2.34 many of them are empty, for old programs; an older glibc's are not.
constexpr std::array<std::string_view, 13> kCLibraries{"libc.so.6",
                                                       "libm.so.6",
                                                       "libpthread.so.0",
                                                       "libdl.so.2",
                                                       "librt.so.1",
                                                       "libresolv.so.2",
                                                       "libutil.so.1",
                                                       "libnsl.so.1",
                                                       "libanl.so.1",
                                                       "libmvec.so.1",
                                                       "libthread_db.so.1",
                                                       "libBrokenLocale.so.1",
                                                       "libc_malloc_debug.so.0"};

// ld-linux-x86-64.so.2, ld-2.31.so, ld64.so.2; libnss_files.so.2, which the C library opens itself.
constexpr std::array<std::string_view, 6> kCPrefixes{"ld-linux", "ld-2.",      "ld64.so.",
                                                     "ld-musl-", "libc.musl-", "libnss_"};

}  // namespace

bool is_c_library(std::string_view file_name) {
  const auto begins = [&](std::string_view prefix) { return file_name.starts_with(prefix); };
  return std::ranges::find(kCLibraries, file_name) != kCLibraries.end() ||
         (std::ranges::any_of(kCPrefixes, begins) && file_name.find(".so") != file_name.npos);
}

bool is_cxx_library(std::string_view file_name) {
  return file_name == "libstdc++.so.6" || file_name == "libgcc_s.so.1";
}

}  // namespace rmcp
