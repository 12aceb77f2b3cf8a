// SPDX-License-Identifier: MIT
// Makes foreign text harmless for a terminal, measures and cuts it in columns.
#pragma once
#include "client/render/style.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

/// Control characters (also C1 and those that change the direction of text) and invalid UTF-8
/// become `\ooo`; characters that the locale cannot show become `?`.
std::string printable(std::string_view text, bool utf8);

/// The same for a whole file: newlines and tabs stay.
std::string printable_lines(std::string_view text, bool utf8);

/// The number of columns of printable text.
unsigned columns(std::string_view text);

/// The text cut to so many columns; the last one marks the cut.
std::string cut(std::string_view text, unsigned width, bool utf8);

/// The text broken at blanks into lines of so many columns; a longer word keeps its line.
std::vector<std::string> wrap(std::string_view text, unsigned width);

/// `1 change`, `2 changes`.
std::string count(std::size_t n, std::string_view one, std::string_view many);

}  // namespace rmcp::client
