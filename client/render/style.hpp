// SPDX-License-Identifier: MIT
// The style of text for its destination: colours, characters, width.
#pragma once
#include <string>
#include <string_view>

namespace rmcp::client {

struct Style {
  bool colour = false;
  bool utf8 = true;
  bool legend = true;
  unsigned width = 0;  // columns; 0: no limit, as in a pipe
};

/// True if a terminal of this locale takes UTF-8. Needs setlocale before.
bool is_utf8_locale();

enum class ColourMode { automatic, always, never };

/// For stdout, from the environment and the terminal. Needs setlocale before.
Style detect_style(ColourMode colour, bool legend);

enum class Colour { none, green, yellow, red, dim, bold };

/// The colour of a device's state, of a step's state or of an outcome's result.
Colour colour_of(std::string_view word);

/// The escape sequence that starts a colour, empty for none.
std::string_view sequence(Colour colour);

/// The text in that colour if the style has colours.
std::string paint(const Style& style, Colour colour, std::string_view text);

}  // namespace rmcp::client
