// SPDX-License-Identifier: MIT
// Runs an sdbus-c++ connection in the daemon's event loop.
#pragma once
#include "daemon/bus/adaptor.hpp"

#include <functional>
#include <string>

namespace rmcp::bus {

class LoopSource {
 public:
  struct Hooks {
    std::function<void()> before;           // called before each message
    std::function<bool()> after;            // called after it; true: the message was dropped unread
    std::function<void(std::string)> lost;  // the connection is lost; called once, as the last
  };
  LoopSource(const Bus& bus, Hooks hooks);
  ~LoopSource();
  LoopSource(const LoopSource&) = delete;
  LoopSource& operator=(const LoopSource&) = delete;

 private:
  static int on_prepare(sd_event_source*, void* self);
  static int on_io(sd_event_source*, int, std::uint32_t, void* self);
  static int on_time(sd_event_source*, std::uint64_t, void* self);

  void prepare();
  void dispatch();
  bool process_one();
  void lose(const std::string& why);

  sys::Loop& loop_;
  sdbus::IConnection& connection_;
  Hooks hooks_;
  sd_event_source* io_ = nullptr;
  sd_event_source* timer_ = nullptr;
};

}  // namespace rmcp::bus
