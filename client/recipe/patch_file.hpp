// SPDX-License-Identifier: MIT
// A unified diff, parsed as far as necessary before patch(1) changes a tree.
#pragma once
#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::recipe {

struct Hunk {
  unsigned line = 0;      // of the patch
  unsigned old_line = 0;  // its first line in the file
};

/// The change of a patch to one file. Names are relative to the tree, without the stripped folders.
struct FilePatch {
  enum class Move { none, rename, copy };

  std::string old_name;    // empty: the file is created
  std::string new_name;    // empty: the file is removed
  Move move = Move::none;  // from the old name to the new one
  std::string mode;        // the new mode in git's form; empty: unchanged
  std::vector<Hunk> hunks;

  [[nodiscard]] const std::string& name() const { return new_name.empty() ? old_name : new_name; }
};

struct PatchError {
  unsigned line = 0;
  std::string message;
};

/// Refused: hunks whose lines do not add up, names that lead out of the tree, binary patches, links
/// and submodules, and a text without any change.
tl::expected<std::vector<FilePatch>, PatchError> parse_patch(std::string_view text, unsigned strip);

/// Every file that the patch may read, to try it: each once; some may not exist.
std::vector<std::string> files_before(const std::vector<FilePatch>& patch);

}  // namespace rmcp::recipe
