// SPDX-License-Identifier: MIT
// Values of knobs. Policy gives scalars, knobs turn them into values.
#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rmcp {

/// `{ add = ["overdrive"], remove = ["gfxoff"] }`: bits of a mask, by name.
struct MaskChange {
  std::vector<std::string> add, remove;
};

/// A value as it is in a policy file, before any knob has parsed it.
struct Scalar {
  using List = std::vector<std::int64_t>;
  std::variant<std::string, std::int64_t, double, bool, List, MaskChange> data;
};

/// `"150 W"`, `"80 %"` of the card's default, `"80 % or min"`, or `"min"`.
struct Power {
  enum class Unit { microwatts, percent_of_default, minimum };
  Unit unit = Unit::microwatts;
  std::int64_t amount = 0;  // not of the minimum, which is the card's
  bool or_minimum = false;  // the card's minimum where that is higher
  auto operator<=>(const Power&) const = default;
};

/// Indices of the DPM levels that the driver may use, ascending, without repetition. None: all.
struct LevelMask {
  std::vector<unsigned> levels;
  auto operator<=>(const LevelMask&) const = default;
};

enum class Unit { megahertz, millivolts, percent, rpm, celsius };
/// `MHz`, `mV`, `%`, `rpm`, `C`.
std::string_view to_string(Unit);

/// `"2400 MHz"`, `"-75 mV"`: whole numbers of the unit that the knob has.
struct Quantity {
  Unit unit = Unit::megahertz;
  std::int64_t amount = 0;
  auto operator<=>(const Quantity&) const = default;
};

/// `"1351 MHz 750 mV, 1424 MHz 805 mV"`: points of a curve, or levels. A point that is not the next
/// one gives its index: `"7: 1366 MHz 1100 mV"`.
struct Curve {
  struct Point {
    std::int64_t index = 0, x = 0, y = 0;
    auto operator<=>(const Point&) const = default;
  };
  Unit x = Unit::megahertz, y = Unit::millivolts;
  std::vector<Point> points;  // by index, ascending
  auto operator<=>(const Curve&) const = default;
};

using Value = std::variant<std::string, std::int64_t, Power, LevelMask, Quantity, Curve>;

/// Only the points that differ between two curves; other values as they are. For people.
void keep_differences(Value& from, Value& to);

/// The form that people read and write: `high`, `60`, `150 W`, `80 %`, `0 1 2`, `2400 MHz`.
std::string to_string(const Value& value);

}  // namespace rmcp
