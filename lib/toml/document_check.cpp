// SPDX-License-Identifier: MIT
// Encoding, size and depth of a text, in one pass each, without recursion.
#include "lib/toml/document_check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::toml {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

/// Columns count characters, as editors do, without a byte order mark.
Position position_of(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, offset);
  const auto newline = before.rfind('\n');
  auto line = newline == before.npos ? before : before.substr(newline + 1);
  if (newline == before.npos && line.starts_with(kByteOrderMark)) line.remove_prefix(3);
  const auto starts = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
  return {static_cast<unsigned>(std::count(before.begin(), before.end(), '\n')) + 1,
          static_cast<unsigned>(std::count_if(line.begin(), line.end(), starts)) + 1};
}

/// The length of the well-formed UTF-8 sequence at the start of `text`, 0 if there is none (RFC
/// 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const std::size_t length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (text.size() < length) return 0;
  const unsigned low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  const unsigned high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  if (byte(1) < low || byte(1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
  }
  return length;
}

std::optional<SyntaxError> check_encoding(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '\0') return SyntaxError{position_of(text, i), "NUL byte: this is not a text"};
    const auto length = sequence_length(text.substr(i));
    if (length == 0) {
      return SyntaxError{position_of(text, i),
                         fmt::format("byte 0x{:02x} is not valid UTF-8: save the file as UTF-8",
                                     static_cast<unsigned char>(text[i]))};
    }
    i += length;
  }
  return std::nullopt;
}

/// Counts open brackets and the parts of dotted keys, outside of strings and comments, and checks
/// the beginning of headers. If it misreads a broken text, the parser's own diagnostic follows.
class DepthScan {
 public:
  explicit DepthScan(std::string_view text) : text_(text) {}

  /// The offset of text that must not be parsed; npos if there is none.
  std::size_t run() {
    while (at_ < text_.size()) {
      if (!step(text_[at_])) return at_;
      ++at_;
    }
    return text_.npos;
  }
  [[nodiscard]] std::string_view reason() const { return reason_; }

 private:
  static constexpr std::size_t kDeepestValue = 32;
  static constexpr int kLongestKey = 16;

  bool step(char c) {
    if (c == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size()) - 1;
    } else if (c == '"' || c == '\'') {
      skip_string(c);
    } else if (c == '[' || c == '{') {
      parts_ = 0;
      if (begins_nameless_header(c)) return false;
      open_ += c;
      return open_.size() <= kDeepestValue;
    } else if (c == ']' || c == '}') {
      return close(c);
    } else if (c == '.') {
      return ++parts_ <= kLongestKey;
    } else if (c == '=' || c == ',' || c == '\n') {
      parts_ = 0;
    }
    return true;
  }

  /// `[[[rule]]` and `[.x]`: toml++ 3.3 assumes that a name follows (parse_key's assertion; without
  /// it toml++ continues with any character).
  bool begins_nameless_header(char c) {
    const auto line = text_.substr(0, at_).rfind('\n') + 1;  // 0 in the first line
    const auto before = text_.substr(line, at_ - line);
    // A byte order mark, and blanks beyond ASCII, which toml++ skips.
    const auto is_blank = [](char b) { return b == ' ' || b == '\t' || (b & 0x80) != 0; };
    if (c != '[' || !open_.empty() || !std::all_of(before.begin(), before.end(), is_blank))
      return false;
    auto rest = text_.substr(at_ + 1);
    if (rest.starts_with('[')) rest.remove_prefix(1);
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    // For an empty or missing name toml++ has its own diagnostic.
    if (rest.empty() || rest.front() == ']' || may_begin_name(rest.front())) return false;
    if (rest.front() == '[' && text_[at_ + 1] != '[') return false;  // "[ [x]]" as well
    reason_ = "the name of a table has to begin with a letter, a digit, '_', '-' or a quote";
    return true;
  }

  /// `[}` fails an assertion of toml++ 3.3 (parse_value), without which it continues.
  bool close(char c) {
    if (open_.empty()) return true;
    const char opened = open_.back();
    open_.pop_back();
    if ((opened == '[') == (c == ']')) return true;
    reason_ = c == ']' ? "']' where '}' is expected" : "'}' where ']' is expected";
    return false;
  }

  static bool may_begin_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '"' || c == '\'';
  }

  /// Leaves the scan on the closing quote, or at the end of the line of an open string.
  void skip_string(char quote) {
    const std::string triple(3, quote);
    const bool multi_line = text_.substr(at_).starts_with(triple);
    at_ += multi_line ? 3 : 1;
    for (; at_ < text_.size(); ++at_) {
      if (quote == '"' && text_[at_] == '\\') {
        ++at_;
      } else if (multi_line && text_.substr(at_).starts_with(triple)) {
        at_ += 2;
        return;
      } else if (!multi_line && (text_[at_] == quote || text_[at_] == '\n')) {
        return;
      }
    }
  }

  std::string_view text_;
  std::string_view reason_ = "tables or arrays are nested too deep";
  std::size_t at_ = 0;
  std::string open_;  // brackets
  int parts_ = 0;
};

}  // namespace

std::optional<SyntaxError> check_text(std::string_view text) {
  if (text.size() > kLargestFile) return SyntaxError{{}, "the file is larger than 1 MiB"};
  if (auto error = check_encoding(text)) return error;
  DepthScan scan(text);
  const auto at = scan.run();
  if (at == text.npos) return std::nullopt;
  return SyntaxError{position_of(text, at), std::string(scan.reason())};
}

}  // namespace rmcp::toml
