// SPDX-License-Identifier: MIT
// Decodes UTF-8 by hand: the result must not depend on the locale's idea of printable characters.
#include "client/render/printable.hpp"

#include <fmt/format.h>

#include <wchar.h>

#include <cstdint>

namespace rmcp::client {
namespace {

struct Character {
  std::string_view bytes;
  char32_t code = 0;
  bool valid = false;
};

unsigned char byte(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

std::size_t sequence_length(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  if (first >= 0xF0 && first < 0xF5) return 4;
  return 0;
}

bool is_code_point(char32_t code, std::size_t length) {
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  return code >= kSmallest[length] && code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF);
}

/// The first character of a non-empty text; one byte if it is not valid UTF-8.
Character first_character(std::string_view text) {
  const std::size_t length = sequence_length(byte(text, 0));
  const Character broken{text.substr(0, 1), 0, false};
  if (length == 0 || text.size() < length) return broken;
  char32_t code = length == 1 ? byte(text, 0) : byte(text, 0) & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(text, i) & 0xC0) != 0x80) return broken;
    code = (code << 6) | (byte(text, i) & 0x3F);
  }
  if (!is_code_point(code, length)) return broken;
  return {text.substr(0, length), code, true};
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

std::string octal(std::string_view bytes) {
  std::string result;
  for (std::size_t i = 0; i < bytes.size(); ++i) result += fmt::format("\\{:03o}", byte(bytes, i));
  return result;
}

std::string convert(std::string_view text, bool utf8, bool lines) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Character c = first_character(text);
    text.remove_prefix(c.bytes.size());
    const bool keeps = lines && (c.code == U'\n' || c.code == U'\t');
    if (!c.valid || (is_control(c.code) && !keeps)) {
      result += octal(c.bytes);
    } else if (c.code >= 0x80 && !utf8) {
      result += '?';
    } else {
      result += c.bytes;
    }
  }
  return result;
}

unsigned width_of(const Character& c) {
  const int width = c.valid ? wcwidth(static_cast<wchar_t>(c.code)) : 1;
  return width < 0 ? 1 : static_cast<unsigned>(width);
}

}  // namespace

std::string printable(std::string_view text, bool utf8) { return convert(text, utf8, false); }

std::string printable_lines(std::string_view text, bool utf8) { return convert(text, utf8, true); }

unsigned columns(std::string_view text) {
  unsigned result = 0;
  while (!text.empty()) {
    const Character c = first_character(text);
    result += width_of(c);
    text.remove_prefix(c.bytes.size());
  }
  return result;
}

std::string cut(std::string_view text, unsigned width, bool utf8) {
  if (columns(text) <= width) return std::string(text);
  std::string result;
  unsigned used = 0;
  while (!text.empty()) {
    const Character c = first_character(text);
    used += width_of(c);
    if (used + 1 > width) break;
    result += c.bytes;
    text.remove_prefix(c.bytes.size());
  }
  while (result.ends_with(' ')) result.pop_back();
  if (width > 0) result += utf8 ? "…" : "~";
  return result;
}

std::vector<std::string> wrap(std::string_view text, unsigned width) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const auto end = text.find(' ');
    const auto word = text.substr(0, end);
    if (!line.empty() && columns(line) + 1 + columns(word) > width) {
      lines.push_back(line);
      line.clear();
    }
    if (!word.empty()) line.append(line.empty() ? "" : " ").append(word);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

std::string count(std::size_t n, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", n, n == 1 ? one : many);
}

}  // namespace rmcp::client
