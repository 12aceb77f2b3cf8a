// SPDX-License-Identifier: MIT
// Makes foreign text harmless for a terminal.
#pragma once
#include <string>
#include <string_view>

namespace rmcp {

/// Control characters (also C1 and those that change the direction of text) and invalid UTF-8
/// become `\ooo`; without `utf8` other characters than ASCII become `?`. What is printable already
/// stays as it is.
std::string printable(std::string_view text, bool utf8 = true);

/// The same for a text of lines: newlines and tabs stay.
std::string printable_lines(std::string_view text, bool utf8 = true);

}  // namespace rmcp
