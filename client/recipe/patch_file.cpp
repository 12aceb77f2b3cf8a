// SPDX-License-Identifier: MIT
// Reads unified diffs, also git's.
#include "client/recipe/patch_file.hpp"

#include "client/recipe/git_header.hpp"
#include "client/recipe/patch_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace rmcp::recipe {
namespace {

constexpr std::string_view kNothing = "/dev/null";

std::optional<unsigned> consume_number(std::string_view& text) {
  unsigned number = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (ec != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

struct Range {
  unsigned start = 0, count = 1;
};

std::optional<Range> consume_range(std::string_view& text) {
  const auto start = consume_number(text);
  if (!start) return std::nullopt;
  Range range{*start, 1};
  if (!consume(text, ",")) return range;
  const auto count = consume_number(text);
  if (!count) return std::nullopt;
  range.count = *count;
  return range;
}

struct HunkHead {
  Range before, after;
};

std::optional<HunkHead> read_head(std::string_view line) {
  if (!consume(line, "@@ -")) return std::nullopt;
  const auto before = consume_range(line);
  if (!before || !consume(line, " +")) return std::nullopt;
  const auto after = consume_range(line);
  return after && consume(line, " @@") ? std::optional(HunkHead{*before, *after}) : std::nullopt;
}

/// `a/src/x.c<TAB>2024-01-01`: diff writes a time after a tab.
std::string_view without_time(std::string_view name) { return name.substr(0, name.find('\t')); }

class Reader {
 public:
  Reader(std::string_view text, unsigned strip) : rest_(text), strip_(strip) {}

  tl::expected<std::vector<FilePatch>, PatchError> run() {
    while (!error_ && next()) read_line();
    end_git();
    if (!error_ && files_.empty()) fail(0, "contains no change");
    if (error_) return tl::unexpected(*error_);
    return std::move(files_);
  }

 private:
  bool next() {
    if (rest_.empty()) return false;
    const auto end = std::min(rest_.find('\n'), rest_.size());
    line_ = rest_.substr(0, end);
    rest_.remove_prefix(std::min(rest_.size(), end + 1));
    ++number_;
    return true;
  }

  [[nodiscard]] bool next_begins(std::string_view word) const { return rest_.starts_with(word); }

  void fail(unsigned line, std::string message) {
    if (!error_) error_ = PatchError{line, std::move(message)};
  }

  void read_line() {
    auto line = line_;
    if (line.starts_with("--- ") && next_begins("+++ ")) return read_names();
    if (line.starts_with("GIT binary patch") || line.starts_with("Binary files "))
      return fail(number_, "a binary patch: patch(1) cannot apply it");
    if (line.starts_with("@@ -")) return read_hunk();
    if (consume(line, "diff --git ")) return begin_git(line);
    if (git_) GitHeader::is_line(line) ? read_git_line() : end_git();
  }

  template <class T>
  T checked(Expected<T> found, unsigned line) {
    if (!found) fail(line, found.error().text);
    return found ? std::move(*found) : T();
  }

  std::string name_in(std::string_view line) {
    line.remove_prefix(4);
    const auto name = without_time(line);
    return name == kNothing ? std::string() : checked(name_in_tree(name, strip_), number_);
  }

  void read_names() {
    FilePatch file;
    file.old_name = name_in(line_);
    next();
    file.new_name = name_in(line_);
    if (!error_ && file.name().empty()) return fail(number_, "neither side has a name");
    if (git_ && !error_) file = checked(git_->file(std::move(file)), git_->line());
    git_.reset();
    files_.push_back(std::move(file));
  }

  /// The previous header may be all there is of its file.
  void begin_git(std::string_view names) {
    end_git();
    git_.emplace(names, strip_, number_);
  }

  void end_git() {
    if (git_ && git_->changes() && !error_) files_.push_back(checked(git_->file(), git_->line()));
    git_.reset();
  }

  void read_git_line() {
    if (auto wrong = git_->read(line_)) fail(number_, wrong.text);
  }

  void read_hunk() {
    const unsigned at = number_;
    const auto head = read_head(line_);
    if (files_.empty() || git_) return fail(at, "a hunk without a file name before it");
    auto& file = files_.back();
    const auto nth = file.hunks.size() + 1;
    if (!head) return fail(at, fmt::format("{}: hunk {} cannot be parsed", file.name(), nth));
    file.hunks.push_back({at, head->before.start});
    auto before = head->before.count, after = head->after.count;
    while (before > 0 || after > 0) {
      if (!next() || !consume_body_line(before, after))
        return fail(number_, fmt::format("{}: hunk {} (line {}) is truncated or has other lines "
                                         "than it says",
                                         file.name(), nth, at));
    }
  }

  bool consume_body_line(unsigned& before, unsigned& after) {
    // Mailers remove the blank of empty lines.
    const char kind = line_.empty() ? ' ' : line_.front();
    if (kind == '\\') return true;
    const bool old_side = kind == ' ' || kind == '-', new_side = kind == ' ' || kind == '+';
    if (!old_side && !new_side) return false;
    if ((old_side && before == 0) || (new_side && after == 0)) return false;
    before -= old_side ? 1 : 0;
    after -= new_side ? 1 : 0;
    return true;
  }

  std::string_view rest_, line_;
  unsigned strip_, number_ = 0;
  std::vector<FilePatch> files_;
  std::optional<GitHeader> git_;  // its hunks may follow
  std::optional<PatchError> error_;
};

}  // namespace

tl::expected<std::vector<FilePatch>, PatchError> parse_patch(std::string_view text,
                                                             unsigned strip) {
  return Reader(text, strip).run();
}

std::vector<std::string> files_before(const std::vector<FilePatch>& patch) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(name);
  };
  // The new name too: diff writes `--- a/x.orig` and `+++ b/x` when it compares with a saved copy.
  for (const auto& file : patch) {
    add(file.old_name);
    add(file.new_name);
  }
  return names;
}

}  // namespace rmcp::recipe
