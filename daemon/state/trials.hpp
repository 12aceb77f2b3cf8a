// SPDX-License-Identifier: MIT
// An apply that is taken back unless a client confirms it: recorded on disk before its first write,
// so that it does not stay in force after the daemon or the machine dies.
#pragma once
#include "daemon/state/store.hpp"
#include "lib/gpu/card_id.hpp"
#include "lib/plan/trial.hpp"

#include <optional>
#include <string>

namespace rmcp::state {

/// One file a card.
class Trials {
 public:
  explicit Trials(std::string state_directory);

  [[nodiscard]] std::optional<Trial> read(const CardId& card) const;
  sys::Status save(const CardId& card, const Trial& trial);
  sys::Status drop(const CardId& card);

 private:
  Store<std::optional<Trial>> notes_;
};

}  // namespace rmcp::state
