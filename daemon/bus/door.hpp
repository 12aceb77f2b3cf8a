// SPDX-License-Identifier: MIT
// What every method call comes past before sd-bus looks for its object and sdbus-c++ reads its
// arguments: calls that are too large are refused here, questions that nobody wants an answer to
// are not even asked, and who asks all the time waits for the others.
#pragma once
#include "bus/answers.hpp"
#include "bus/raw_bus.hpp"
#include "bus/senders.hpp"
#include "bus/shares.hpp"

#include <optional>
#include <string>

namespace rmcp::bus {

class Door {
 public:
  Door(const Bus& bus, Senders& senders, Answers& answers);

  /// A message has been processed.
  void processed();

 private:
  static int on_message(sd_bus_message* message, void* self, sd_bus_error* error);
  int look_at(sd_bus_message* call, sd_bus_error* error);
  bool may_ask(const std::string& caller);

  const sys::Loop& loop_;
  Senders& senders_;
  Answers& answers_;
  Shares shares_;
  struct Question {
    std::string caller;
    Shares::Time began;
  };
  std::optional<Question> question_;  // or a call that wants no reply: that is being processed
  RawSlot filter_;
};

}  // namespace rmcp::bus
