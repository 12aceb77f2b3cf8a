// SPDX-License-Identifier: MIT
// Decisions about settings by people and events, beside policy: confirmed, taken back, left alone.
#pragma once
#include <compare>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace rmcp {

struct Setting;
struct Step;
enum class StepState;  // plan.hpp

/// A knob and a value of it, in policy's words.
struct KnobValue {
  std::string knob, value;
  auto operator<=>(const KnobValue&) const = default;
};

/// The reason why an awake card could not have a value: it still holds while the card sleeps.
struct Refusal {
  StepState state{};
  std::string reason;
};

struct Consent {
  std::set<KnobValue> approved;                 // risky, and confirmed on this card
  std::map<KnobValue, std::string> taken_back;  // with the reason; until a client asks to apply
  std::map<KnobValue, Refusal> refused;         // when the card was last awake
  std::set<std::string> contended;              // knobs that another program keeps changing
  std::set<std::string> shared;  // knobs with a known co-writer: drift is only reported
  bool trial = false;            // supervised: risky values may be tried
  bool requested = false;        // by a client, or the device lost its values: no drift
};

/// The reason why `setting` was taken back; nothing when it was not.
const std::string* taken_back(const Consent& consent, const Setting& setting);

/// Turns a step that could be written into one that is not, if consent is missing.
void withhold(Step& step, const Setting& setting, const Consent& consent);

}  // namespace rmcp
