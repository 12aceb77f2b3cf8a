// SPDX-License-Identifier: MIT
// The width of a character is the locale's affair.
#include "client/render/columns.hpp"

#include "lib/text/utf8.hpp"

#include <fmt/format.h>

#include <wchar.h>

namespace rmcp::client {
namespace {

unsigned width_of(const Character& c) {
  const int width = c.valid ? wcwidth(static_cast<wchar_t>(c.code)) : 1;
  return width < 0 ? 1 : static_cast<unsigned>(width);
}

}  // namespace

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
