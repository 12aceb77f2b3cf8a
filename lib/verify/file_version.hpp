// SPDX-License-Identifier: MIT
// Version numbers in the names of ROCm's files.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace rmcp::verify {

/// 5 of `libamdhip64.so.5`; nothing if no number follows `.so.`.
std::optional<unsigned> soname_major(std::string_view soname);

/// The names of files in AMD's builds end in the ROCm release: `libhsa-runtime64.so.1.14.60203` is
/// from 6.2.3. Empty for other builds (`libhsa-runtime64.so.1.5.0`). HIP's files (libamdhip64,
/// libhiprtc, libhiprtc-builtins) have HIP's version before that, so a build number
/// (`libhiprtc.so.7.2.53211`) is not a release.
std::string rocm_of_file(std::string_view file_name);

/// Whether HIP of this major version belongs to ROCm of that one. They are the same up to 7; later
/// ROCm versions count separately (ROCm 10.0.0 has libamdhip64.so.7).
bool is_hip_of_rocm(unsigned hip, unsigned rocm);

/// 6 of "6.2.3"; nothing without a leading number.
std::optional<unsigned> major_of(std::string_view version);

}  // namespace rmcp::verify
