// SPDX-License-Identifier: MIT
// Decodes UTF-8 by hand: the result must not depend on the locale's idea of characters.
#include "lib/text/utf8.hpp"

#include <cstddef>

namespace rmcp {
namespace {

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

}  // namespace

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

}  // namespace rmcp
