// SPDX-License-Identifier: MIT
// Whole numbers with a unit, as people write them.
#pragma once
#include "lib/knobs/value.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace rmcp {

/// Takes `2400 MHz` or `2400MHz` off the front of `text`; leaves the rest without leading blanks.
/// Nothing when there is no whole number or another unit.
std::optional<std::int64_t> consume_quantity(std::string_view& text, Unit unit);

/// The whole text as a quantity.
std::optional<std::int64_t> quantity(std::string_view text, Unit unit);

}  // namespace rmcp
