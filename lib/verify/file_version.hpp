// SPDX-License-Identifier: MIT
// Version numbers in the names of ROCm's files.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace rmcp::verify {

/// 5 of `libamdhip64.so.5`; nothing when there is no number behind `.so.`.
std::optional<unsigned> soname_major(std::string_view soname);

/// AMD's builds end their files' names in the ROCm release: `libhsa-runtime64.so.1.14.60203` is
/// from 6.2.3. Empty for other builds (`libhsa-runtime64.so.1.5.0`). HIP's have its own version
/// before that, so that a build number (`libamdhip64.so.7.14.60850`) is no release.
std::string rocm_of_file(std::string_view file_name);

/// Whether HIP of this major version belongs to ROCm of that one. They are the same up to 7; later
/// ROCm counts by itself (ROCm 10.0.0 has libamdhip64.so.7).
bool is_hip_of_rocm(unsigned hip, unsigned rocm);

/// 6 of "6.2.3"; nothing without a number at the beginning.
std::optional<unsigned> major_of(std::string_view version);

}  // namespace rmcp::verify
