// SPDX-License-Identifier: MIT
// The points and levels that other tools' files list one by one.
#pragma once
#include "client/translate/draft.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

/// Point or level `index`: a clock in MHz, a voltage in mV.
struct ClockPoint {
  Source source;
  std::int64_t index = 0;
  std::optional<std::int64_t> clock, voltage;
};
using ClockPoints = std::vector<ClockPoint>;

/// All of them as one value of a knob such as overdrive.core_levels. A point without its clock or
/// its voltage is left out.
void set_points(Draft& draft, std::string_view knob, ClockPoints points);

/// The clocks of points 0 and 1 as lower and upper limit. Others are left out.
void set_limits(Draft& draft, std::string_view lower, std::string_view upper,
                const ClockPoints& points);

/// `"2400 MHz"`.
Scalar quantity_text(std::int64_t amount, std::string_view unit);

}  // namespace rmcp::client
