// SPDX-License-Identifier: MIT
// Reading unified diffs, also those that git writes.
#include "build/patch_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace rmcp::build {
namespace {

constexpr std::string_view kNothing = "/dev/null";

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

std::optional<unsigned> take_number(std::string_view& text) {
  unsigned number = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (ec != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

struct Range {
  unsigned start = 0, count = 1;
};

std::optional<Range> take_range(std::string_view& text) {
  const auto start = take_number(text);
  if (!start) return std::nullopt;
  Range range{*start, 1};
  if (!take(text, ",")) return range;
  const auto count = take_number(text);
  if (!count) return std::nullopt;
  range.count = *count;
  return range;
}

struct HunkHead {
  Range before, after;
};

std::optional<HunkHead> read_head(std::string_view line) {
  if (!take(line, "@@ -")) return std::nullopt;
  const auto before = take_range(line);
  if (!before || !take(line, " +")) return std::nullopt;
  const auto after = take_range(line);
  return after && take(line, " @@") ? std::optional(HunkHead{*before, *after}) : std::nullopt;
}

/// `a/src/x.c<TAB>2024-01-01`: diff writes a time behind a tab.
std::string_view without_time(std::string_view name) { return name.substr(0, name.find('\t')); }

/// The name without its first `strip` folders; nothing when it has not got so many.
std::optional<std::string> strip_name(std::string_view name, unsigned strip) {
  for (; strip > 0; --strip) {
    const auto slash = name.find('/');
    if (slash == name.npos) return std::nullopt;
    name.remove_prefix(slash + 1);
    while (name.starts_with('/')) name.remove_prefix(1);
  }
  return std::string(name);
}

bool leads_out(std::string_view name) {
  if (name.empty() || name.front() == '/') return true;
  while (!name.empty()) {
    const auto part = name.substr(0, name.find('/'));
    if (part == "..") return true;
    name.remove_prefix(std::min(name.size(), part.size() + 1));
  }
  return false;
}

class Reader {
 public:
  Reader(std::string_view text, unsigned strip) : rest_(text), strip_(strip) {}

  tl::expected<std::vector<FilePatch>, PatchError> run() {
    while (!error_ && next()) read_line();
    if (!error_ && files_.empty()) fail(0, "no change is in there");
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

  bool next_begins(std::string_view word) const { return rest_.starts_with(word); }

  void fail(unsigned line, std::string message) {
    if (!error_) error_ = PatchError{line, std::move(message)};
  }

  void read_line() {
    auto line = line_;
    if (line.starts_with("--- ") && next_begins("+++ ")) return read_names();
    if (line.starts_with("GIT binary patch") || line.starts_with("Binary files "))
      return fail(number_, "a binary patch: patch(1) cannot apply it");
    if (line.starts_with("@@ -")) return read_hunk();
    if (take(line, "rename from ") || take(line, "copy from ")) return read_move(line);
  }

  std::string checked(std::string_view name, unsigned strip) {
    if (name.starts_with('"')) {
      fail(number_, "a file name in quotes: patch(1) and git do not agree about those");
      return {};
    }
    const auto stripped = strip_name(name, strip);
    if (!stripped)
      fail(number_, fmt::format("'{}' has no {} folders to strip", name, strip));
    else if (leads_out(*stripped))
      fail(number_, fmt::format("'{}' leads out of the tree", name));
    return stripped.value_or("");
  }

  std::string name_in(std::string_view line) {
    line.remove_prefix(4);
    const auto name = without_time(line);
    return name == kNothing ? std::string() : checked(name, strip_);
  }

  void read_names() {
    FilePatch file;
    file.old_name = name_in(line_);
    next();
    file.new_name = name_in(line_);
    if (!error_ && file.name().empty()) return fail(number_, "neither side has a name");
    // What git calls a rename comes with names of its own, and with these as well.
    const bool is_move = !files_.empty() && files_.back().hunks.empty() &&
                         files_.back().old_name == file.old_name &&
                         files_.back().new_name == file.new_name;
    if (!is_move) files_.push_back(std::move(file));
  }

  /// git's names in these lines have no a/ and b/ before them.
  void read_move(std::string_view from) {
    FilePatch file;
    file.old_name = checked(from, strip_ > 0 ? strip_ - 1 : 0);
    next();
    auto to = line_;
    if (!take(to, "rename to ") && !take(to, "copy to "))
      return fail(number_, "'rename from' without 'rename to'");
    file.new_name = checked(to, strip_ > 0 ? strip_ - 1 : 0);
    files_.push_back(std::move(file));
  }

  void read_hunk() {
    const unsigned at = number_;
    const auto head = read_head(line_);
    if (files_.empty()) return fail(at, "a hunk without a file name before it");
    auto& file = files_.back();
    const auto nth = file.hunks.size() + 1;
    if (!head) return fail(at, fmt::format("{}: hunk {} cannot be read", file.name(), nth));
    file.hunks.push_back({at, head->before.start});
    auto before = head->before.count, after = head->after.count;
    while (before > 0 || after > 0) {
      if (!next() || !take_body_line(before, after))
        return fail(number_, fmt::format("{}: hunk {} (line {}) is cut short or has other lines "
                                         "than it says",
                                         file.name(), nth, at));
    }
  }

  bool take_body_line(unsigned& before, unsigned& after) {
    const char kind = line_.empty() ? ' ' : line_.front();  // mailers eat the blank of empty lines
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
  // The new name too: `--- a/x.orig` and `+++ b/x` is how diff compares with a saved copy.
  for (const auto& file : patch) {
    add(file.old_name);
    add(file.new_name);
  }
  return names;
}

}  // namespace rmcp::build
