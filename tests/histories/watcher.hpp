// SPDX-License-Identifier: MIT
// Looks at rmcpd and the cards, and waits until nothing changes any more.
#pragma once
#include "bus.hpp"
#include "model.hpp"

#include <map>
#include <string>
#include <vector>

namespace rmcp::histories {

class Watcher {
 public:
  /// Both outlive it.
  Watcher(Bus& bus, const std::vector<Card>& cards) : bus_(bus), cards_(cards) {}

  Seen look(const Card& card) { return look(card, bus_.devices()); }
  std::map<std::string, Seen> look_at_all();

  /// False when something still changes after half a minute or more.
  bool wait_until_quiet();
  /// All that may still change, as text; empty while rmcpd knows of other cards than there are.
  std::string fingerprint();
  /// What has to be the same after a restart, by device and property.
  std::map<std::string, std::string> lasting();
  /// A trial runs, or somebody else has won a fight, which rmcpd forgets with its end.
  bool is_passing();

 private:
  Seen look(const Card& card, const Devices& devices) const;

  Bus& bus_;
  const std::vector<Card>& cards_;
};

/// Floating. `revert_after` in seconds, 0: no trial.
GVariant* call_options(unsigned revert_after = 0, bool keep = false);
/// The arguments of a call that has one.
GVariant* only(GVariant* argument);

}  // namespace rmcp::histories
