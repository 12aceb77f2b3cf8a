// SPDX-License-Identifier: MIT
// Parses git's extended headers. (git-diff(1), "Generating patch text with -p"; for their treatment
// by patch(1) see GNU patch 2.7 pch.c, intuit_diff_type: names are those of `diff --git`, up to a
// blank.)
#include "client/recipe/git_header.hpp"

#include "client/recipe/patch_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace rmcp::recipe {
namespace {

constexpr std::string_view kLines[] = {
    "old mode ",    "new mode ",         "new file mode ",      "deleted file mode ",
    "rename from ", "rename to ",        "copy from ",          "copy to ",
    "index ",       "similarity index ", "dissimilarity index "};

/// The reason why patch(1) cannot handle a file of this mode.
Failure wrong_mode(std::string_view mode) {
  if (mode == "100644" || mode == "100755") return {};
  if (mode == "120000") return "a symbolic link: only files are patched";
  if (mode == "160000") return "a submodule: its files are not in this tree";
  return fmt::format("file mode '{}': git knows 100644 and 100755 only", mode);
}

}  // namespace

GitHeader::GitHeader(std::string_view names, unsigned strip, unsigned line)
    : strip_(strip), line_(line) {
  const auto blank = names.find(' ');
  const bool two = blank != names.npos && names.find(' ', blank + 1) == names.npos;
  if (!two && !names.starts_with('"')) return;
  auto before = name_in_tree(names.substr(0, blank), strip);
  auto after = name_in_tree(two ? names.substr(blank + 1) : names, strip);
  if (!before || !after) {
    problem_ = (before ? after : before).error().text;
    return;
  }
  old_ = std::move(*before);
  new_ = std::move(*after);
}

bool GitHeader::is_line(std::string_view line) {
  return std::any_of(std::begin(kLines), std::end(kLines),
                     [&](std::string_view begin) { return line.starts_with(begin); });
}

Failure GitHeader::read(std::string_view line) {
  if (consume(line, "new file mode ")) {
    made_ = true;
    return consume_mode(line, true);
  }
  if (consume(line, "deleted file mode ")) {
    removed_ = true;
    return consume_mode(line, false);
  }
  if (consume(line, "old mode ")) return consume_mode(line, false);
  if (consume(line, "new mode ")) return consume_mode(line, true);
  if (consume(line, "rename from ") || consume(line, "copy from "))
    return consume_name(line, from_);
  if (consume(line, "rename to "))
    move_ = FilePatch::Move::rename;
  else if (consume(line, "copy to "))
    move_ = FilePatch::Move::copy;
  else if (!consume(line, "index ") || line.find(' ') == line.npos)
    return {};
  else
    return wrong_mode(line.substr(line.find(' ') + 1));
  return from_.empty() ? Failure("'rename to' without 'rename from'") : consume_name(line, to_);
}

Failure GitHeader::consume_mode(std::string_view mode, bool is_new) {
  if (is_new) new_mode_ = mode;
  return wrong_mode(mode);
}

/// git's names in these lines have no leading a/ and b/.
Failure GitHeader::consume_name(std::string_view name, std::string& into) {
  auto found = name_in_tree(name, strip_ > 0 ? strip_ - 1 : 0);
  if (!found) return found.error();
  into = std::move(*found);
  return {};
}

bool GitHeader::changes() const {
  return made_ || removed_ || !from_.empty() || !new_mode_.empty();
}

Expected<FilePatch> GitHeader::file() const {
  if (!problem_.empty()) return tl::unexpected(problem_);
  if (old_.empty())
    return tl::unexpected(std::string(
        "a change without hunks of a file with a blank in its name: patch(1) cannot identify it"));
  return file({.old_name = made_ ? "" : old_, .new_name = removed_ ? "" : new_});
}

Expected<FilePatch> GitHeader::file(FilePatch named) const {
  if (!problem_.empty()) return tl::unexpected(problem_);
  if (!from_.empty() && to_.empty())
    return tl::unexpected(std::string("'rename from' without 'rename to'"));
  const auto differs = [](const std::string& name, const std::string& other) {
    return !name.empty() && !other.empty() && name != other;
  };
  const bool moves_others =
      strip_ > 0 && (differs(from_, named.old_name) || differs(to_, named.new_name));
  if (moves_others || differs(named.old_name, old_) || differs(named.new_name, new_))
    return tl::unexpected(
        fmt::format("{}: the lines of its header name different files", named.name()));
  named.move = move_;
  named.mode = new_mode_;
  return named;
}

}  // namespace rmcp::recipe
