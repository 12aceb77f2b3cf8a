// SPDX-License-Identifier: MIT
// Lists of folders as ld.so(8) searches them. An empty element would be the working directory of
// whoever starts the program: none is ever written.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// The folders, then those of the list.
std::string put_before(const std::vector<std::string>& folders, std::string_view list);

/// The list, then those of the folders that it has not.
std::string put_behind(std::string_view list, const std::vector<std::string>& folders);

}  // namespace rmcp
