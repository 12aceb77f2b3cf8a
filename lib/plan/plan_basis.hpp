// SPDX-License-Identifier: MIT
// The parts that steps of a plan are made from, whether they set or restore.
#pragma once
#include "lib/plan/plan.hpp"

#include <string>
#include <string_view>

namespace rmcp {

/// How a setting is shown that is not published.
inline constexpr auto kUnset = "unset";

/// The card as it is, and what rmcpd has changed on it.
class PlanBasis {
 public:
  /// Both outlive it.
  PlanBasis(const Readings& readings, const Originals& originals)
      : readings_(readings), originals_(originals) {}

  const Readings& readings() const { return readings_; }
  const Originals& originals() const { return originals_; }

  /// Status absent when it was not read.
  const Reading& reading(std::string_view name) const;
  const JournalEntry* entry(std::string_view name) const;
  /// What nobody can read is taken to be in force when we wrote it since the driver was bound.
  bool was_applied(const Step& step) const;
  bool requirement_in_force(const Knob& knob) const;

 private:
  const Readings& readings_;
  const Originals& originals_;
};

/// What was there before us.
std::optional<Value> value_before(const Knob& knob, const JournalEntry& noted, const Reading& r);

Step refused(Step step, StepState state, std::string reason);
/// Fills in `from` and `to`: of a table only the rows that differ.
void show(Step& step, std::optional<Value> current, Value goal);
/// `found` is not empty.
Step with_ways(Step step, WaysBack found);

}  // namespace rmcp
