// SPDX-License-Identifier: MIT
// Values as text.
#include "lib/knobs/value.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace rmcp {
namespace {

std::string text(const std::string& value) { return value; }
std::string text(std::int64_t value) { return fmt::format("{}", value); }

std::string text(const Power& power) {
  constexpr std::int64_t kMicro = 1'000'000;
  const auto* const least = power.or_minimum ? " or min" : "";
  if (power.unit == Power::Unit::minimum) return "min";
  if (power.unit == Power::Unit::percent_of_default)
    return fmt::format("{} %{}", power.amount, least);
  if (power.amount % kMicro == 0) return fmt::format("{} W{}", power.amount / kMicro, least);
  return fmt::format("{:.1f} W{}", static_cast<double>(power.amount) / kMicro, least);
}

std::string text(const LevelMask& mask) {
  return mask.levels.empty() ? "all" : fmt::format("{}", fmt::join(mask.levels, " "));
}

std::string text(const Quantity& quantity) {
  return fmt::format("{} {}", quantity.amount, to_string(quantity.unit));
}

std::string text(const Curve& curve) {
  std::vector<std::string> parts;
  std::int64_t next = 0;
  for (const auto& point : curve.points) {
    const auto name = point.index == next ? std::string() : fmt::format("{}: ", point.index);
    parts.push_back(fmt::format("{}{} {} {} {}", name, point.x, to_string(curve.x), point.y,
                                to_string(curve.y)));
    next = point.index + 1;
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

std::string_view to_string(Unit unit) {
  constexpr std::array<std::string_view, 5> names{"MHz", "mV", "%", "rpm", "C"};
  return names.at(static_cast<std::size_t>(unit));
}

void keep_differences(Value& from, Value& to) {
  auto* before = std::get_if<Curve>(&from);
  auto* after = std::get_if<Curve>(&to);
  if (before == nullptr || after == nullptr || *before == *after) return;
  const auto all = *before;
  const auto in = [](const Curve& curve, const Curve::Point& point) {
    return std::find(curve.points.begin(), curve.points.end(), point) != curve.points.end();
  };
  std::erase_if(before->points, [&](const auto& point) { return in(*after, point); });
  std::erase_if(after->points, [&](const auto& point) { return in(all, point); });
}

std::string to_string(const Value& value) {
  return std::visit([](const auto& v) { return text(v); }, value);
}

}  // namespace rmcp
