// SPDX-License-Identifier: MIT
// Values as text.
#include "core/value.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace rmcp {
namespace {

std::string text(const std::string& value) { return value; }
std::string text(std::int64_t value) { return fmt::format("{}", value); }

std::string text(const Power& power) {
  if (power.unit == Power::Unit::percent_of_default) return fmt::format("{} %", power.amount);
  constexpr std::int64_t kMicro = 1'000'000;
  if (power.amount % kMicro == 0) return fmt::format("{} W", power.amount / kMicro);
  return fmt::format("{:.1f} W", static_cast<double>(power.amount) / kMicro);
}

std::string text(const LevelMask& mask) {
  return mask.levels.empty() ? "all" : fmt::format("{}", fmt::join(mask.levels, " "));
}

}  // namespace

std::string to_string(const Value& value) {
  return std::visit([](const auto& v) { return text(v); }, value);
}

}  // namespace rmcp
