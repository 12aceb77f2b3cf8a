// SPDX-License-Identifier: MIT
// What a knob can be set to. Policy gives scalars, knobs turn them into values.
#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace rmcp {

/// A value as it stands in a policy file, before any knob has looked at it.
struct Scalar {
  using List = std::vector<std::int64_t>;
  std::variant<std::string, std::int64_t, double, bool, List> data;
};

/// `"150 W"` or `"80 %"` of the card's default.
struct Power {
  enum class Unit { microwatts, percent_of_default };
  Unit unit = Unit::microwatts;
  std::int64_t amount = 0;
  auto operator<=>(const Power&) const = default;
};

/// Indices of the DPM levels that the driver may use, ascending, without repetition. None: all.
struct LevelMask {
  std::vector<unsigned> levels;
  auto operator<=>(const LevelMask&) const = default;
};

using Value = std::variant<std::string, std::int64_t, Power, LevelMask>;

/// As people read and write it: `high`, `60`, `150 W`, `80 %`, `0 1 2`.
std::string to_string(const Value& value);

}  // namespace rmcp
