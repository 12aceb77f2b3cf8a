// SPDX-License-Identifier: MIT
// git's header before the hunks of a file: the file is created, removed, moved, or gets another
// mode.
#pragma once
#include "client/recipe/patch_file.hpp"
#include "lib/text/failure.hpp"

#include <string>
#include <string_view>

namespace rmcp::recipe {

class GitHeader {
 public:
  /// `names` is the text after `diff --git`, in line `line` of the patch.
  GitHeader(std::string_view names, unsigned strip, unsigned line);

  /// True for lines that may follow `diff --git`; any other line ends the header.
  static bool is_line(std::string_view line);
  /// Reads a further line of the header; the reason why it cannot be applied.
  Failure read(std::string_view line);

  /// True if the header is a change by itself, without hunks.
  [[nodiscard]] bool changes() const;
  [[nodiscard]] unsigned line() const { return line_; }

  /// The file according to the header, which is complete if there are no hunks. `named` are the
  /// names from `---` and `+++`, if present.
  [[nodiscard]] Expected<FilePatch> file() const;
  [[nodiscard]] Expected<FilePatch> file(FilePatch named) const;

 private:
  Failure consume_mode(std::string_view mode, bool is_new);
  Failure consume_name(std::string_view name, std::string& into);

  unsigned strip_, line_;
  std::string problem_;    // of the names
  std::string old_, new_;  // both empty: they cannot be separated
  std::string from_, to_;  // of a rename or a copy
  std::string new_mode_;
  bool made_ = false, removed_ = false;
  FilePatch::Move move_ = FilePatch::Move::none;
};

}  // namespace rmcp::recipe
