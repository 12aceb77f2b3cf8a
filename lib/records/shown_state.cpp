// SPDX-License-Identifier: MIT
// Decides which state outweighs the others.
#include "lib/records/shown_state.hpp"

#include <fmt/format.h>

namespace rmcp {

void show(DeviceView& view, const Handled& job) {
  if (!job.settling.empty()) {
    view.state = State::settling;
    view.note = job.settling;
    return;
  }
  if (!view.device.managed()) {
    view.state = State::unmanaged;
    view.note = view.device.binding.driver.empty() ? "no driver" : "";
    return;
  }
  const auto state = state_of(view.last);
  // A hold is not reliable while its originals are not back.
  view.state = job.held && !(job.executed && state == State::degraded) ? State::held : state;
  view.note = note_of(view.last);
  if (job.observing && view.state == State::pending) view.note += ", observe mode";
}

void show_trial(DeviceView& view, TrialPhase phase, std::string_view reason) {
  view.trial = phase;
  if (phase == TrialPhase::open && view.state == State::applied) {
    view.state = State::unconfirmed;
    view.note = "waits for confirm";
  } else if (phase > TrialPhase::open) {
    view.state = State::degraded;
    view.note = fmt::format("{}{}{}", phase == TrialPhase::stuck ? "stuck" : "being taken back",
                            reason.empty() ? "" : ": ", reason);
  }
}

}  // namespace rmcp
