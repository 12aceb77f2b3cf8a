// SPDX-License-Identifier: MIT
// The folders in the RPATH or RUNPATH of an ELF file.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::elf {

/// Those with an absolute path, in order. $ORIGIN is `origin`, the folder of the file.
std::vector<std::string> folders_in_list(std::string_view list, const std::string& origin);

}  // namespace rmcp::elf
