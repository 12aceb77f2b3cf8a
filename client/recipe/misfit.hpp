// SPDX-License-Identifier: MIT
// Changes of a patch without lines of context to compare with the tree.
#pragma once
#include "client/recipe/patch_file.hpp"
#include "lib/text/failure.hpp"

#include <string>
#include <vector>

namespace rmcp::recipe {

/// `lib/x.h: creates a file that exists already`, for the first file of the patch that does not
/// match the tree: patch(1) reports these badly, and moves one file over another.
Failure misfit_in(const std::vector<FilePatch>& patch, const std::string& tree);

}  // namespace rmcp::recipe
