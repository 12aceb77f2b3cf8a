// SPDX-License-Identifier: MIT
// Decides which state outweighs the others.
#include "lib/records/shown_state.hpp"

#include <fmt/format.h>

namespace rmcp {
namespace {

void show_planned(DeviceView& view, std::string_view why) {
  view.state = State::planned;
  view.note = fmt::format("nothing to change{}{}", why.empty() ? "" : ": ", why);
}

void show_open_trial(DeviceView& view) {
  if (view.state == State::degraded) {
    constexpr std::string_view kOnTrial = "; on trial: rmcpctl confirm";
    if (!view.note.ends_with(kOnTrial)) view.note += kOnTrial;
    return;
  }
  view.state = State::trial;
  view.note = "rmcpctl confirm keeps it";
}

void show_outcomes(DeviceView& view, bool held) {
  view.state = state_of(view.last);
  view.note = note_of(view.last);
  if (held) {
    view.state = State::held;
    view.note = "rmcpctl apply goes on";
  } else if (view.state == State::applied && view.desired.settings.empty()) {
    view.state = State::unconfigured;
  }
}

}  // namespace

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
  // A hold is not reliable while its originals are not back.
  const bool failed = job.executed && state_of(view.last) == State::degraded;
  show_outcomes(view, job.held && !failed);
  if (job.only_planned && view.state == State::applied) show_planned(view, job.why_not);
}

void show_trial(DeviceView& view, TrialPhase phase, std::string_view reason) {
  view.trial = phase;
  if (phase == TrialPhase::open) {
    show_open_trial(view);
  } else if (phase > TrialPhase::open) {
    view.state = State::degraded;
    view.note = fmt::format("{}{}{}", phase == TrialPhase::stuck ? "stuck" : "being taken back",
                            reason.empty() ? "" : ": ", reason);
  }
}

}  // namespace rmcp
