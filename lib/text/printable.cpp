// SPDX-License-Identifier: MIT
// The one escaper of text that came from elsewhere.
#include "lib/text/printable.hpp"

#include "lib/text/utf8.hpp"

#include <fmt/format.h>

namespace rmcp {
namespace {

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

std::string octal(std::string_view bytes) {
  std::string result;
  for (const char c : bytes) result += fmt::format("\\{:03o}", static_cast<unsigned char>(c));
  return result;
}

std::string escaped(std::string_view text, bool utf8, bool lines) {
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

}  // namespace

std::string printable(std::string_view text, bool utf8) { return escaped(text, utf8, false); }

std::string printable_lines(std::string_view text, bool utf8) { return escaped(text, utf8, true); }

}  // namespace rmcp
