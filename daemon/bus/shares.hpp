// SPDX-License-Identifier: MIT
// How much of the daemon's time each caller may have for questions that are answered at once. Only
// when all together have had a lot is anybody refused, and then who has had more than the others.
#pragma once
#include <chrono>
#include <cstddef>
#include <map>
#include <string>

namespace rmcp::bus {

class Shares {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Cost = std::chrono::nanoseconds;

  /// Of each `window` all callers together may have `most`.
  Shares(Cost window, Cost most) : window_(window), most_(most) {}

  void charge(const std::string& caller, Cost cost, Time now);
  /// Whether the caller has had enough for now.
  bool is_used_up(const std::string& caller, Time now);

 private:
  void begin_window(Time now);

  Cost window_, most_;
  Time began_;
  Cost all_{0};
  std::map<std::string, Cost> callers_;
};

}  // namespace rmcp::bus
