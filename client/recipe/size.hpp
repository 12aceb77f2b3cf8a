// SPDX-License-Identifier: MIT
// Amounts of storage as people write them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rmcp::recipe {

/// `500 MB`, `20GB`, `1.5 TiB`, `4096 B` in bytes; nothing for other text, and for zero.
std::optional<std::uint64_t> parse_size(std::string_view text);

/// `19.3 GB`: three digits are enough for a decision.
std::string size_text(std::uint64_t bytes);

}  // namespace rmcp::recipe
