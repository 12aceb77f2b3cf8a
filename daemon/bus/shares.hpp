// SPDX-License-Identifier: MIT
// How much of the daemon's time each caller may have for questions that are answered at once. Only
// when all together have had a lot is anybody refused, and then who has asked a lot and has had
// more than the others. Windows are short: they are what the others wait.
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

  /// Of each `window` all callers together may have `most`; `few` questions are free in it.
  Shares(Cost window, Cost most, unsigned few) : window_(window), most_(most), few_(few) {}

  /// For a question that came at `asked`.
  void charge(const std::string& caller, Cost cost, Time asked);
  /// Whether the caller has had enough for now.
  bool is_used_up(const std::string& caller, Time now);

 private:
  void begin_window(Time now);

  struct Used {
    Cost cost{0};
    unsigned questions = 0;
  };

  Cost window_, most_;
  unsigned few_;
  Time began_;
  Cost all_{0};
  std::map<std::string, Used> callers_;
};

}  // namespace rmcp::bus
