// SPDX-License-Identifier: MIT
// Changes of a patch that have no lines of context to hold against the tree.
#pragma once
#include "client/recipe/patch_file.hpp"

#include <string>
#include <vector>

namespace rmcp::recipe {

/// `lib/x.h: makes a file that is there already`, of the first file of the patch that is not in the
/// tree as the patch has it: patch(1) names these badly, and moves one file over another. Empty
/// when all are.
std::string misfit_in(const std::vector<FilePatch>& patch, const std::string& tree);

}  // namespace rmcp::recipe
