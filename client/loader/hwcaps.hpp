// SPDX-License-Identifier: MIT
// The subfolders glibc-hwcaps/NAME that this processor may use.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

/// From the text of /proc/cpuinfo, best first: {"x86-64-v3", "x86-64-v2"}. None for machines other
/// than x86-64, whose names are not known here.
std::vector<std::string> hwcaps_of(std::string_view cpuinfo);

}  // namespace rmcp::client
