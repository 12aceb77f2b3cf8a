// SPDX-License-Identifier: MIT
// The libraries of the C and C++ run time. Every program has the system's already, and its parts
// fit only each other.
#pragma once
#include <string_view>

namespace rmcp {

/// A part of a C library, or a loader, by its file name: "libc.so.6", "ld-linux-x86-64.so.2". They
/// share private interfaces (GLIBC_PRIVATE): one of another build makes every program abort.
bool is_c_library(std::string_view file_name);

/// A part of GCC's C++ run time. A newer one can replace an older one, but not the reverse.
bool is_cxx_library(std::string_view file_name);

}  // namespace rmcp
