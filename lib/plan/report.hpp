// SPDX-License-Identifier: MIT
// The outcome of a plan, step by step.
#pragma once
#include "lib/plan/plan.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

enum class Result {
  applied,      // written, and read back as written
  already,      // nothing to do
  restored,     // the value from before rmcpd is back
  refused,      // this card cannot have the value, or shows another one after the write
  failed,       // the kernel returned an error
  unsupported,  // this card or kernel does not have it
  written,      // written; it cannot be read back
  skipped,      // needs another knob that is not in force
  pending,      // not executed: observe mode, held, or waiting for an activation
  unconfirmed,  // risky, and not confirmed on this card
  held,         // taken back earlier, waits for a request
  drifted,      // changed by another program, reported only
  contended,    // another program keeps changing it, left alone
  conflict,     // another device's value of the same module parameter wins
};
std::string_view to_string(Result);
std::optional<Result> parse_result(std::string_view word);

/// True if the administrator's setting is in force as far as can be known.
constexpr bool is_good(Result r) {
  return r == Result::applied || r == Result::already || r == Result::restored ||
         r == Result::written;
}

/// True if the device may have been written to, as far as the result alone tells: a refused value
/// was written, or never could be. Outcome::touched is exact.
constexpr bool is_write(Result r) {
  return r == Result::applied || r == Result::restored || r == Result::written ||
         r == Result::refused;
}

struct Outcome {
  std::string name;  // of the knob
  Step::Action action = Step::Action::set;
  Result result = Result::already;
  std::string from, to;
  std::string found;  // with `refused`: the value read back instead
  int error = 0;      // errno, with `failed`
  std::string reason;
  Origin origin;
  bool drift = false;         // another program had changed it
  bool touched = false;       // something was written, in whole or in part
  bool needs_reboot = false;  // it is stored, and in force after the next boot
};

/// Why the daemon handled a device.
enum class Reason { coldplug, hotplug, resume, reset, reload, request, retry, check };
std::string_view to_string(Reason);

struct Report {
  Reason reason = Reason::coldplug;
  std::vector<Outcome> outcomes;
  /// The firmware of the card when something risky was written: "SMC 0x003b2d00, VBIOS 113-...";
  /// empty if nothing was, or if the card does not report it.
  std::string firmware;
};

/// True if both have the same outcomes for the same knobs.
bool same_outcomes(const Report& a, const Report& b);

/// True if a later check has only found the result of an earlier one: that is no news.
bool repeats(const Report& before, const Report& now);

/// The state of a device for people.
enum class State {
  unmanaged,
  settling,
  pending,
  applied,
  degraded,
  drifted,
  conflict,
  unconfirmed,
  held,
  stalled,
  absent
};
std::string_view to_string(State);
std::optional<State> parse_state(std::string_view word);

/// `degraded` if any outcome is a real failure; else the most urgent outcome that waits for a
/// person: `unconfirmed` (or held), `conflict`, `drifted` (or contended); else `pending`, else
/// `applied`.
State state_of(const Report& report);

/// One short line with the problem, or with what the device waits for: "power_cap: EINVAL", "2
/// pending".
std::string note_of(const Report& report);

/// The outcome of one step that is not written; `why` is the reason for steps that would have been.
Outcome unexecuted_outcome(const Step& step, std::string_view why);

/// The outcomes of a plan that is not executed.
Report report_unexecuted(const Plan& plan, Reason reason, std::string_view why);

}  // namespace rmcp
