// SPDX-License-Identifier: MIT
// A unified diff, as far as one has to understand it before patch(1) is let at a tree.
#pragma once
#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::recipe {

struct Hunk {
  unsigned line = 0;      // of the patch
  unsigned old_line = 0;  // where it begins in the file
};

/// What a patch does to one file. Names as they are below the tree, the strip level taken off.
struct FilePatch {
  enum class Move { none, rename, copy };

  std::string old_name;    // empty: the file is made
  std::string new_name;    // empty: the file is removed
  Move move = Move::none;  // from the old name to the new one
  std::string mode;        // that it gets, as git writes it; empty: it keeps its own
  std::vector<Hunk> hunks;

  const std::string& name() const { return new_name.empty() ? old_name : new_name; }
};

struct PatchError {
  unsigned line = 0;
  std::string message;
};

/// Refused: hunks whose lines do not add up, names that lead out of the tree, binary patches, links
/// and submodules, and a text without any change.
tl::expected<std::vector<FilePatch>, PatchError> parse_patch(std::string_view text, unsigned strip);

/// Every file that is there before and has to be, to try the patch: each once.
std::vector<std::string> files_before(const std::vector<FilePatch>& patch);

}  // namespace rmcp::recipe
