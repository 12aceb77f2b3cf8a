// SPDX-License-Identifier: MIT
// The code of a source in a new folder.
#pragma once
#include "client/recipe/recipe.hpp"
#include "client/recipe/site.hpp"

namespace rmcp::recipe {

/// Fills `tree`, a path that does not exist, and checks the contents against the source's pin.
/// Patches and steps can work in all of its folders, whatever modes these had.
Result<void> fetch(const Source& source, const std::string& tree, Site& site);

}  // namespace rmcp::recipe
