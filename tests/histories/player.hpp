// SPDX-License-Identifier: MIT
// Does the steps of a history to a machine and its rmcpd, and looks at both.
#pragma once
#include "bus.hpp"
#include "machine.hpp"
#include "model.hpp"
#include "sleeper.hpp"
#include "step.hpp"
#include "watcher.hpp"

#include <string>
#include <vector>

namespace rmcp::histories {

class Player {
 public:
  /// `external`: description of the card that is plugged in and out.
  explicit Player(std::string external);

  const std::vector<Card>& cards() const { return cards_; }

  Complaints play(const Step& step);
  /// Waits until rmcpd is quiet, and says what is wrong then.
  Complaints rest();
  /// Resets end, everything is reverted: the cards are as they were before rmcpd.
  Complaints end();

 private:
  Card& card(const std::string& address);
  void bound(Card& card);

  Complaints play_card(const Step& step);
  Complaints play_bus(const Step& step);
  Complaints play_daemon(const Step& step);
  Complaints write_by_other(const Step& step);
  void reload(const Step& step);
  void set(const Step& step);
  void confirm();
  void send(const Step& step);
  Complaints suspend();
  Complaints boot();
  Complaints compare();

  std::string external_;
  Bus bus_;
  Sleeper sleeper_;
  std::vector<Card> cards_;
  Watcher watcher_;
};

}  // namespace rmcp::histories
