// SPDX-License-Identifier: MIT
// Detects parts of two ROCms in one set: they find each other, and fail in use.
#pragma once
#include "lib/sets/library_set.hpp"

#include <string>
#include <vector>

namespace rmcp::verify {

/// The two mixed major versions and their sources: the SONAMEs of HIP, the release in the names of
/// the runtime's files ("libhsa-runtime64.so.1.14.60203") and the manifest; "" if all agree.
std::string mixed_majors(const SetManifest& set, const std::vector<std::string>& file_names);

}  // namespace rmcp::verify
