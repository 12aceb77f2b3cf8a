// SPDX-License-Identifier: MIT
// The characters of UTF-8 text, whatever the locale is.
#pragma once
#include <string_view>

namespace rmcp {

struct Character {
  std::string_view bytes;
  char32_t code = 0;
  bool valid = false;
};

/// The first character of a non-empty text; one byte if it is not valid UTF-8.
Character first_character(std::string_view text);

}  // namespace rmcp
