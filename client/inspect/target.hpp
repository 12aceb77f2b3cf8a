// SPDX-License-Identifier: MIT
// A folder of libraries that a program opens while it runs, such as torch/lib.
#pragma once
#include "client/loader/files.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

/// The libraries in a folder that no other one there needs: opening these opens all. Sorted.
std::vector<std::string> libraries_to_open(const std::string& folder, Files& files);

}  // namespace rmcp::client
