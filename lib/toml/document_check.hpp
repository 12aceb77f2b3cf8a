// SPDX-License-Identifier: MIT
// What a text must not have before it is given to the TOML parser.
#pragma once
#include "lib/toml/document.hpp"

#include <optional>
#include <string_view>

namespace rmcp::toml {

/// The longest file that is read.
inline constexpr std::size_t kLargestFile = std::size_t{1} << 20;

/// Too long, NUL bytes, invalid UTF-8, or nested so deep that a recursive parser or destructor
/// would need more stack than there is.
std::optional<SyntaxError> check_text(std::string_view text);

}  // namespace rmcp::toml
