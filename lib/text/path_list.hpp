// SPDX-License-Identifier: MIT
// Lists of folders as ld.so(8) searches them. An empty element would mean the working directory of
// the program's caller, so none is ever written.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// The folders, followed by those of the list.
std::string put_before(const std::vector<std::string>& folders, std::string_view list);

/// The list, followed by the folders that it lacks.
std::string put_behind(std::string_view list, const std::vector<std::string>& folders);

}  // namespace rmcp
