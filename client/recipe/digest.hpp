// SPDX-License-Identifier: MIT
// SHA-256 of texts, for detecting changes.
#pragma once
#include <string>
#include <string_view>

namespace rmcp::recipe {

/// Hex.
std::string sha256_text(std::string_view text);

}  // namespace rmcp::recipe
