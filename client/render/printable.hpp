// SPDX-License-Identifier: MIT
// Text from elsewhere made harmless for a terminal, measured and cut in columns.
#pragma once
#include "client/render/style.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

/// Control characters (also C1 and those that turn the direction of text) and invalid UTF-8 become
/// `\ooo`; what the locale cannot show becomes `?`.
std::string printable(std::string_view text, bool utf8);

/// The same for a whole file: newlines and tabs stay.
std::string printable_lines(std::string_view text, bool utf8);

/// Columns that printable text takes.
unsigned columns(std::string_view text);

/// The text cut to so many columns, the last one showing that something is missing.
std::string cut(std::string_view text, unsigned width, bool utf8);

/// The text broken at blanks into lines of so many columns; a longer word keeps its line.
std::vector<std::string> wrap(std::string_view text, unsigned width);

/// `1 change`, `2 changes`.
std::string count(std::size_t n, std::string_view one, std::string_view many);

}  // namespace rmcp::client
