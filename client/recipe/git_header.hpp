// SPDX-License-Identifier: MIT
// What git writes before the hunks of a file: that it is made, removed, moved, or gets another
// mode.
#pragma once
#include "client/recipe/patch_file.hpp"

#include <string>
#include <string_view>

namespace rmcp::recipe {

class GitHeader {
 public:
  /// `names` is what stands behind `diff --git`, in line `line` of the patch.
  GitHeader(std::string_view names, unsigned strip, unsigned line);

  /// True for the lines that may follow `diff --git`; any other ends it.
  static bool is_line(std::string_view line);
  /// Another line of it. Empty, or why that cannot be applied.
  std::string read(std::string_view line);

  /// True when it says something by itself, without hunks.
  bool changes() const;
  unsigned line() const { return line_; }

  /// The file as far as the header says; of what has no hunks that is all. `---` and `+++` have
  /// said `named`, where they were there.
  tl::expected<FilePatch, std::string> file() const;
  tl::expected<FilePatch, std::string> file(FilePatch named) const;

 private:
  std::string take_mode(std::string_view mode, bool is_new);
  std::string take_name(std::string_view name, std::string& into);

  unsigned strip_, line_;
  std::string problem_;    // of the names
  std::string old_, new_;  // both empty: they cannot be told apart
  std::string from_, to_;  // of a rename or a copy
  std::string new_mode_;
  bool made_ = false, removed_ = false;
  FilePatch::Move move_ = FilePatch::Move::none;
};

}  // namespace rmcp::recipe
