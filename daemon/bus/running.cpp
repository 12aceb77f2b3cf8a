// SPDX-License-Identifier: MIT
// Pings the name. That it has an owner says less: the bus learns late of a daemon that has just
// ended.
#include "daemon/bus/running.hpp"

#include "daemon/bus/names.hpp"
#include "lib/sys/detached.hpp"

#include <systemd/sd-bus.h>

#include <chrono>

namespace rmcp::bus {
namespace {

constexpr std::chrono::seconds kLimit{3};

bool is_answered() {
  sd_bus* bus = nullptr;
  sd_bus_message* ping = nullptr;
  bool answered = false;
  if (sd_bus_open_system(&bus) >= 0 &&
      sd_bus_message_new_method_call(bus, &ping, kServiceName, "/", "org.freedesktop.DBus.Peer",
                                     "Ping") >= 0 &&
      sd_bus_message_set_auto_start(ping, 0) >= 0)
    answered = sd_bus_call(bus, ping, 0, nullptr, nullptr) >= 0;
  sd_bus_message_unref(ping);
  sd_bus_flush_close_unref(bus);
  return answered;
}

}  // namespace

Running ask_running() {
  // A limit for the whole, since connecting may hang, too.
  const auto answered = sys::in_time<bool>(kLimit, is_answered);
  return !answered ? Running::no_answer : *answered ? Running::yes : Running::no;
}

}  // namespace rmcp::bus
