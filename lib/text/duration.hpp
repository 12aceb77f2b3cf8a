// SPDX-License-Identifier: MIT
// Durations as people write them.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace rmcp {

/// `90`, `60s`, `10 min`, `1 h` in seconds; nothing for other text, and for more than twelve days.
std::optional<std::int64_t> parse_seconds(std::string_view text);

}  // namespace rmcp
