// SPDX-License-Identifier: MIT
// Checks of a text before it is passed to the TOML parser.
#pragma once
#include "lib/toml/document.hpp"

#include <optional>
#include <string_view>

namespace rmcp::toml {

/// The longest file that is read.
inline constexpr std::size_t kLargestFile = std::size_t{1} << 20;

/// Refuses a text that is too long, has NUL bytes, is invalid UTF-8, or is nested so deep that a
/// recursive parser or destructor would exhaust the stack.
std::optional<SyntaxError> check_text(std::string_view text);

}  // namespace rmcp::toml
