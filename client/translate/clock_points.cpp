// SPDX-License-Identifier: MIT
// Points as policy writes them: "6: 1000 MHz 860 mV, 7: 1050 MHz 890 mV".
#include "client/translate/clock_points.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::client {

Scalar quantity_text(std::int64_t amount, std::string_view unit) {
  return Scalar{fmt::format("{} {}", amount, unit)};
}

void set_points(Draft& draft, std::string_view knob, ClockPoints points) {
  const auto by_index = [](const auto& a, const auto& b) { return a.index < b.index; };
  std::stable_sort(points.begin(), points.end(), by_index);
  std::string text;
  const ClockPoint* first = nullptr;
  for (const auto& point : points) {
    if (!point.clock || !point.voltage) {
      draft.leave(point.source, fmt::format("{} wants a clock and a voltage for each point", knob));
      continue;
    }
    if (first == nullptr) first = &point;
    text += fmt::format("{}{}: {} MHz {} mV", text.empty() ? "" : ", ", point.index, *point.clock,
                        *point.voltage);
  }
  if (first != nullptr) draft.set(first->source, knob, Scalar{text});
}

void set_limits(Draft& draft, std::string_view lower, std::string_view upper,
                const ClockPoints& points) {
  for (const auto& point : points) {
    const auto knob = point.index == 0 ? lower : point.index == 1 ? upper : std::string_view();
    if (point.clock && !knob.empty())
      draft.set(point.source, knob, quantity_text(*point.clock, "MHz"));
    else
      draft.leave(point.source, "0 is the lowest clock and 1 the highest; there are no others");
  }
}

}  // namespace rmcp::client
