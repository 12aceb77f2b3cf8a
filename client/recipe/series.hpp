// SPDX-License-Identifier: MIT
// The patch series of a source.
#pragma once
#include "client/recipe/checks.hpp"
#include "client/recipe/site.hpp"

namespace rmcp::recipe {

/// Tries all patches of this source, in order, on copies of the files that they change. The tree
/// stays as it is.
Result<void> try_series(const std::vector<ReadPatch>& patches, const std::string& source,
                        const std::string& tree, Site& site);

/// Applies them to the tree.
Result<void> apply_series(const std::vector<ReadPatch>& patches, const std::string& source,
                          const std::string& tree, Site& site);

}  // namespace rmcp::recipe
