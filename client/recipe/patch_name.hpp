// SPDX-License-Identifier: MIT
// File names in patches.
#pragma once
#include "lib/text/failure.hpp"

#include <string>
#include <string_view>

namespace rmcp::recipe {

/// The name relative to the tree, without its first `strip` folders. The error: a name in quotes,
/// with too few folders, or that leads out of the tree.
Expected<std::string> name_in_tree(std::string_view name, unsigned strip);

/// Removes a word from the front of a line, if it is there.
inline bool consume(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

}  // namespace rmcp::recipe
