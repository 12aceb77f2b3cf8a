// SPDX-License-Identifier: MIT
// Measures printable text and cuts it, in columns of a terminal.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

/// The number of columns of printable text.
unsigned columns(std::string_view text);

/// The text cut to so many columns; the last one marks the cut.
std::string cut(std::string_view text, unsigned width, bool utf8);

/// The text broken at blanks into lines of so many columns; a longer word keeps its line.
std::vector<std::string> wrap(std::string_view text, unsigned width);

/// `1 change`, `2 changes`.
std::string count(std::size_t n, std::string_view one, std::string_view many);

}  // namespace rmcp::client
