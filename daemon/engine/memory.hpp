// SPDX-License-Identifier: MIT
// The loop's memory of a device between jobs: fights over its settings, resets, and refusals from
// when it was awake.
#pragma once
#include "lib/plan/consent.hpp"
#include "lib/plan/report.hpp"
#include "lib/sys/clocks.hpp"

#include <chrono>
#include <deque>
#include <map>
#include <string>

namespace rmcp::engine {

class Memory {
 public:
  using Time = sys::BootClock::time_point;  // time in suspend counts

  /// Adds the outcome of a job on the settings that policy wants.
  void learn(const Plan& plan, const Report& report, Time now);
  /// A request starts anew: fights are forgotten.
  void forget_fights();
  /// The driver was unbound: nothing known so far holds for the next binding.
  void forget_all();
  /// A GPU reset has cost the device its state.
  void count_reset(Time now);
  /// True if there was one within the last ten minutes.
  [[nodiscard]] bool reset_lately(Time now) const;

  /// The parts of consent that are kept here.
  [[nodiscard]] const Consent& consent() const { return consent_; }

 private:
  void count_fight(const std::string& knob, Time now);

  Consent consent_;
  std::map<std::string, std::deque<Time>> fights_;
  std::deque<Time> resets_;
};

}  // namespace rmcp::engine
