// SPDX-License-Identifier: MIT
// The filter before sd-bus looks for an object and sdbus-c++ reads the arguments: calls that are
// too large are refused, questions that want no reply are dropped, and callers that ask all the
// time wait for the others.
#pragma once
#include "daemon/bus/answers.hpp"
#include "daemon/bus/raw_bus.hpp"
#include "daemon/bus/senders.hpp"
#include "daemon/bus/shares.hpp"

#include <optional>
#include <string>

namespace rmcp::bus {

class Door {
 public:
  Door(const Bus& bus, Senders& senders, Answers& answers);

  /// A message has been processed. True if it was dropped unread, which costs next to nothing.
  bool processed();

 private:
  static int on_message(sd_bus_message* message, void* self, sd_bus_error* error);
  int examine(sd_bus_message* call, sd_bus_error* error);
  bool may_ask(Shares& shares, const std::string& caller);

  const sys::Loop& loop_;
  Senders& senders_;
  Answers& answers_;
  Shares questions_, silent_;  // of the time: for questions, and for calls that want no reply
  struct Charged {
    Shares& shares;
    std::string caller;
    Shares::Time began;
  };
  std::optional<Charged> charged_;  // the message being processed
  bool dropped_ = false;
  RawSlot filter_;
};

}  // namespace rmcp::bus
