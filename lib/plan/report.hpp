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
  pending,      // stored, or about to be; in force after its activation
  planned,      // not written: observe mode, no daemon, or not worth waking a suspended card
  held,         // not written: the device is left alone since its revert
  unconfirmed,  // risky, and not confirmed on this card
  taken_back,   // was in force on trial or before unclean boots, waits for a request
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

/// The state of a device for people. rmcpctl(1) has the same list, with the next step for each.
enum class State {
  unmanaged,     // not bound to amdgpu: never written to
  settling,      // found, not handled yet
  unconfigured,  // policy asks for nothing
  planned,       // policy is compared with the card, and nothing is written
  pending,       // something waits for its activation: a reboot, a rebind
  applied,       // everything that policy asks for is in force
  degraded,      // something failed or was refused
  drifted,       // another program changed a value, and policy says only to report that
  contended,     // another program keeps changing a value, which is left alone
  conflict,      // devices want different values of a module parameter
  unconfirmed,   // a risky value is not confirmed on this card
  trial,         // values are in force on trial
  taken_back,    // a trial ended without a confirmation, or boots were unclean
  held,          // left alone since a revert
  stalled,       // the device does not answer
  absent         // known from earlier
};
std::string_view to_string(State);
std::optional<State> parse_state(std::string_view word);

/// `degraded` if any outcome is a real failure; else the most urgent outcome that waits for a
/// person: `taken_back`, `unconfirmed`, `conflict`, `contended`, `drifted`; else `pending`, else
/// `planned`, else `applied`.
State state_of(const Report& report);

/// One short line with the problem and the next step, or with the event that the device waits for:
/// "power_cap refused", "power_cap: rmcpctl apply sets it again", "reboot for noretry".
std::string note_of(const Report& report);

/// The result of steps that would have been written, and the reason.
struct Unexecuted {
  Result result = Result::planned;
  std::string_view why = {};
};

/// The outcome of one step that is not written.
Outcome unexecuted_outcome(const Step& step, const Unexecuted& instead);

/// The outcomes of a plan that is not executed.
Report report_unexecuted(const Plan& plan, Reason reason, const Unexecuted& instead);

}  // namespace rmcp
