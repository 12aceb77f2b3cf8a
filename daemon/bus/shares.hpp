// SPDX-License-Identifier: MIT
// How much of the daemon's time each caller may have for questions that are answered at once.
// Nobody is refused until all callers together have had a lot; then callers with many questions
// that have had more than the others are refused. Windows are short: the others wait that long.
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

  /// In each `window` all callers together may have `most`; `few` questions are free.
  Shares(Cost window, Cost most, unsigned few) : window_(window), most_(most), few_(few) {}

  /// For a question that arrived at `asked`.
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
