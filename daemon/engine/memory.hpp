// SPDX-License-Identifier: MIT
// What the loop remembers of a device from one job to the next: who fights over it, how often it
// was reset, what it said when it was awake.
#pragma once
#include "lib/plan/consent.hpp"
#include "lib/plan/report.hpp"
#include "lib/sys/boot_clock.hpp"

#include <chrono>
#include <deque>
#include <map>
#include <string>

namespace rmcp::engine {

class Memory {
 public:
  using Time = sys::BootClock::time_point;  // a night in suspend is no minute

  /// What a job has done about the settings that policy wants.
  void learn(const Plan& plan, const Report& report, Time now);
  /// A request is a new start: fights are forgotten.
  void forget_fights();
  /// The driver has let go: nothing that was said is true of the next binding.
  void forget_all();
  /// A GPU reset has cost the device its state.
  void note_reset(Time now);
  /// True when there was one within the last ten minutes.
  bool reset_lately(Time now) const;

  /// The parts of consent that are kept here.
  const Consent& consent() const { return consent_; }

 private:
  void count_fight(const std::string& knob, Time now);

  Consent consent_;
  std::map<std::string, std::deque<Time>> fights_;
  std::deque<Time> resets_;
};

}  // namespace rmcp::engine
