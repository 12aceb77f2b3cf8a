// SPDX-License-Identifier: MIT
// Orders a pair of limits so that the lower one never passes the upper one in between.
#include "lib/plan/plan_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp {
namespace {

using Steps = std::vector<Step>;

Steps::iterator find_change(Steps& steps, std::string_view name) {
  return std::find_if(steps.begin(), steps.end(), [&](const Step& step) {
    return step.name == name && step.writes() && step.bytes.expect;
  });
}

/// An APU's driver compares its limits at the commit, and treats a limit that was never written as
/// 0, whatever the table shows (vangogh_ppt.c:vangogh_od_edit_dpm_table): write both.
void name_both(Steps::iterator step, const Steps& steps, const Knob& other, const Value& value,
               const Reading& r) {
  if (step == steps.end()) return;
  const auto bytes = other.codec->encode(other, value, r);
  if (bytes && !step->bytes.write.empty()) step->bytes.write += "\n" + *bytes;
}

/// The value from before rmcpd is restored in any case.
void refuse_set(Steps::iterator step, const Steps& steps, const std::string& reason) {
  if (step == steps.end() || step->action != Step::Action::set) return;
  step->verdict.state = StepState::impossible;
  step->verdict.reason = reason;
}

}  // namespace

bool wants_requirement(const Knob& knob, const Reading& reading) {
  return knob.requires_when != nullptr && reading.status == Reading::Status::ok &&
         knob.requires_when(reading);
}

/// The driver compares each edit with the other limit at that moment (navi10_od_edit_dpm_table):
/// their positions decide which of the two moves first.
void fit_limits(const Knob& lower, const Readings& readings, Steps& steps) {
  const auto& upper = *find_knob(lower.upper);
  const auto low = find_change(steps, lower.name), high = find_change(steps, lower.upper);
  if (low == steps.end() && high == steps.end()) return;
  // Both are in one file, and only the changing one has been read.
  const auto read = readings.find(low != steps.end() ? low->name : high->name);
  if (read == readings.end()) return;
  const auto& reading = read->second;
  const auto low_now = lower.codec->decode(lower, reading);
  const auto high_now = upper.codec->decode(upper, reading);
  const auto low_then = low != steps.end() ? low->bytes.expect : low_now;
  const auto high_then = high != steps.end() ? high->bytes.expect : high_now;
  if (!low_then || !high_then || !high_now) return;
  if (*low_then > *high_then) {
    const auto reason =
        fmt::format("{} {} would be above {} {}", lower.name, format(lower, *low_then), lower.upper,
                    format(upper, *high_then));
    refuse_set(low, steps, reason);
    refuse_set(high, steps, reason);
    return;
  }
  if (wants_requirement(lower, reading)) {
    name_both(low, steps, upper, *high_then, reading);
    name_both(high, steps, lower, *low_then, reading);
  }
  if (low == steps.end() || high == steps.end()) return;
  const bool low_first = *low_then <= *high_now;
  const auto first = std::min(low, high), second = std::max(low, high);
  if ((first == low) != low_first) std::rotate(first, first + 1, second + 1);
}

}  // namespace rmcp
