// SPDX-License-Identifier: MIT
// Replies that are the same for all callers, made once until something changes. sd-bus and
// sdbus-c++ make them: the daemon calls itself, and keeps the reply. Callers meanwhile wait for the
// same reply.
#pragma once
#include "daemon/bus/adaptor.hpp"
#include "daemon/bus/raw_bus.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <vector>

namespace rmcp::bus {

struct MessageUnref {
  void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
};
using RawMessage = std::unique_ptr<sd_bus_message, MessageUnref>;

class Answers {
 public:
  explicit Answers(const Bus& bus);
  Answers(const Answers&) = delete;
  Answers& operator=(const Answers&) = delete;

  /// Something that one of the replies shows has changed.
  void changed() { ++state_; }

  /// Replies to the call, now or later, if it is one of these questions and was asked before since
  /// the last change: true if nothing else has to handle it.
  bool answer(sd_bus_message* call);

 private:
  struct Question;
  struct Entry {
    std::uint64_t asked = 0;  // the state at the last question
    std::uint64_t made = 0;   // the state that the reply shows, or will show
    RawMessage answer = nullptr;
    RawSlot asking = nullptr;  // while the daemon calls itself
    std::vector<RawMessage> waiting = {};
  };
  struct Ready {
    RawMessage call, answer;
  };

  static const Question* find(sd_bus_message* call);
  void ask(const Question& question, Entry& entry);
  void accept(Entry& entry, sd_bus_message* answer);
  void send_next();
  static int on_answer(sd_bus_message* answer, void* self, sd_bus_error*);

  const sys::Loop& loop_;
  sd_bus* bus_;
  std::uint64_t state_ = 1;
  std::map<const Question*, Entry> entries_;
  std::deque<Ready> ready_;
  sys::Timer next_;  // one a turn of the loop, as everything
};

}  // namespace rmcp::bus
