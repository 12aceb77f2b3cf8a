// SPDX-License-Identifier: MIT
// Version numbers in the names of ROCm's files.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace rmcp::library {

/// 5 of `libamdhip64.so.5`; nothing when there is no number behind `.so.`.
std::optional<unsigned> soname_major(std::string_view soname);

/// AMD's builds end their files' names in the ROCm release: `libhsa-runtime64.so.1.14.60203` is
/// from 6.2.3. Empty for other builds (`libhsa-runtime64.so.1.5.0`).
std::string rocm_of_file(std::string_view file_name);

/// 6 of "6.2.3"; nothing without a number at the beginning.
std::optional<unsigned> major_of(std::string_view version);

}  // namespace rmcp::library
