// SPDX-License-Identifier: MIT
// Common parts of the steps of a plan, both to set and to restore.
#pragma once
#include "lib/plan/plan.hpp"

#include <string>
#include <string_view>

namespace rmcp {

/// The displayed value of a setting that is not published.
inline constexpr auto kUnset = "unset";

/// The present state of the card, and the changes that rmcpd has made on it.
class PlanBasis {
 public:
  /// Both outlive it.
  PlanBasis(const Readings& readings, const Originals& originals)
      : readings_(readings), originals_(originals) {}

  [[nodiscard]] const Readings& readings() const { return readings_; }
  [[nodiscard]] const Originals& originals() const { return originals_; }

  /// Status absent if it was not read.
  [[nodiscard]] const Reading& reading(std::string_view name) const;
  [[nodiscard]] const JournalEntry* entry(std::string_view name) const;
  /// A value that cannot be read counts as in force if rmcpd has written it since the driver was
  /// bound.
  [[nodiscard]] bool was_applied(const Step& step) const;
  [[nodiscard]] bool requirement_in_force(const Knob& knob) const;

 private:
  const Readings& readings_;
  const Originals& originals_;
};

/// The value from before rmcpd.
std::optional<Value> value_before(const Knob& knob, const JournalEntry& noted, const Reading& r);

Step refused(Step step, StepState state, std::string reason);
/// Fills in `from` and `to`: for a table only the rows that differ.
void show(Step& step, std::optional<Value> current, Value goal);
/// `found` is not empty.
Step with_ways(Step step, WaysBack found);

}  // namespace rmcp
