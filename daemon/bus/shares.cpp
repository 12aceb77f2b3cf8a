// SPDX-License-Identifier: MIT
// Adds up, window by window, the time that replies to each caller have cost.
#include "daemon/bus/shares.hpp"

namespace rmcp::bus {

void Shares::charge(const std::string& caller, Cost cost, Time asked) {
  begin_window(asked);
  auto& used = callers_[caller];
  used.cost += cost;
  ++used.questions;
  all_ += cost;
}

bool Shares::is_used_up(const std::string& caller, Time now) {
  begin_window(now);
  const auto it = callers_.find(caller);
  if (it == callers_.end() || it->second.questions < few_ || all_ < most_) return false;
  return it->second.cost * static_cast<Cost::rep>(callers_.size()) >= most_;
}

void Shares::begin_window(Time now) {
  if (now - began_ < window_) return;
  began_ = now;
  all_ = Cost(0);
  callers_.clear();
}

}  // namespace rmcp::bus
