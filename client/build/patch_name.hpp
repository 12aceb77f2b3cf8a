// SPDX-License-Identifier: MIT
// File names in patches.
#pragma once
#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace rmcp::build {

/// The name as it is below the tree, its first `strip` folders taken off. The error: one in quotes,
/// with too few folders, or that leads out of the tree.
tl::expected<std::string, std::string> name_in_tree(std::string_view name, unsigned strip);

}  // namespace rmcp::build
