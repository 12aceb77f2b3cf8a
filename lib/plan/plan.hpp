// SPDX-License-Identifier: MIT
// The difference between the wanted and the present settings, as data. A dry run is a plan that is
// never executed.
#pragma once
#include "lib/plan/consent.hpp"
#include "lib/policy/policy.hpp"

#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rmcp {

enum class StepState {
  change,       // write it
  already,      // in force, nothing to do
  unsupported,  // this card or kernel does not have it
  impossible,   // this card cannot have that value (out of its range ...)
  skipped,      // another knob has to be set first
  failed,       // it could not be read
  unconfirmed,  // risky, and not confirmed on this card
  taken_back,   // earlier (not confirmed in time, unclean boots); waits for a request
  drifted,      // another program changed it, and policy says only to report that
  contended,    // another program keeps changing it, so it is left alone
  pending,      // stored, in force once its activation has happened
  conflict,     // another device's value of the same module parameter wins
};
std::string_view to_string(StepState);
std::optional<StepState> parse_step_state(std::string_view word);

/// What policy wants. Empty for a restore.
struct StepGoal {
  std::string value;       // the setting's value in policy's words, for the journal
  std::string remark;      // the number that the card makes of it, where the words do not say it
  Risk risk = Risk::safe;  // of that value on this card
};

/// The bytes to write and the value to read back. Filled in for `change`.
struct StepBytes {
  std::string write;            // empty: only known once the device is awake
  std::optional<Value> expect;  // the value to read back; empty: cannot be read back
  bool needs_nothing = false;   // this card does not want the knob's requirement
  bool late = false;            // the file shows nothing until the requirement is in force
  /// In force, and written once more, as it is: the next commit would leave it out
  /// (plan_table.cpp).
  bool again = false;
};

/// How to restore the value from before rmcpd. Filled in for the `change` of a journalled value.
struct StepWayBack {
  std::string original;  // bytes that restore the present value, journalled before the write
  std::string before;    // the present value, for people
  /// The best one first. For a restore, `bytes` and `to` are of the first one, and the next one is
  /// tried when the driver refuses it.
  std::vector<WayBack> ways;
  std::string how;  // why the value does not come back exactly as it was
};

/// The outcome of planning. Always filled in.
struct StepVerdict {
  StepState state = StepState::already;
  std::string reason;         // why not, in words
  int error = 0;              // errno, with `failed`
  bool drift = false;         // rmcpd had set it, and another program has changed it since
  bool needs_reboot = false;  // stored now, in force after the next boot
};

struct Step {
  enum class Action { set, restore };

  Action action = Action::set;
  const Knob* knob = nullptr;
  std::string name;
  Origin origin;
  std::string from;  // in force now, for people; empty: not known
  std::string to;    // wanted, for people
  StepGoal goal;
  StepBytes bytes;
  StepWayBack way_back;
  StepVerdict verdict;

  [[nodiscard]] bool writes() const { return verdict.state == StepState::change; }
};

/// The parts of a reason that are not empty, as one sentence.
std::string joined_reason(std::initializer_list<std::string_view> parts);

struct Plan {
  std::vector<Step> steps;  // in the order of execution: restores in reverse table order, then
                            // settings; those of the overdrive table in one row

  [[nodiscard]] std::size_t changes() const;
  /// True if a change waits for readings that only an awake device can give.
  [[nodiscard]] bool needs_wake() const;
};

/// The changes that rmcpd has made on a device since its driver was bound. Kept by state/journal.
struct JournalEntry {
  std::string original;  // the bytes that restore the value from before rmcpd; empty: not known
  std::string wanted;    // the value last applied, in policy's words; empty: no write has succeeded
  std::string before = {};  // the value from before rmcpd, for people; empty: written by a version
                            // that did not record it

  bool operator==(const JournalEntry&) const = default;
};
using Originals = std::map<std::string, JournalEntry, std::less<>>;

using Readings = std::map<std::string, Reading, std::less<>>;  // by knob name

/// The plan that brings a device from `readings` to `desired`, and restores from `originals` the
/// values that are no longer desired or were taken back. An empty `desired` makes the plan of a
/// revert. Parameters of the module belong to no single device: see module_plan.hpp.
Plan make_plan(const Desired& desired, const Readings& readings, const Originals& originals,
               const Consent& consent = {});

/// A late step, once its requirement is in force: `readings` are of its knob and of the required
/// one.
Step settle(const Step& step, const Readings& readings, const Originals& originals);

/// The ways back of a restore, recomputed from the card's present values: other steps may have
/// moved other rows of the same file.
std::vector<WayBack> ways_back(const Step& restore, const Reading& now);

/// The knobs to read before a plan can be made.
std::vector<std::string> knobs_to_read(const Desired& desired, const Originals& originals);

}  // namespace rmcp
