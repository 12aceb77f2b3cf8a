// SPDX-License-Identifier: MIT
// The event is sent from a thread of its own, because the machine answers when it is done with it.
#include "latency.hpp"

#include "tests/support/control.hpp"

#include <unistd.h>

#include <cstdlib>
#include <stdexcept>
#include <thread>

namespace rmcp::bench {
namespace {

constexpr double kLongestChange = 5'000;
constexpr auto kPause = 60'000;  // microseconds: longer than the daemon gathers events for

void tell_machine(const std::vector<std::string>& words) {
  const char* socket = std::getenv("RMCP_MACHINE_SOCKET");
  if (socket == nullptr)
    throw std::runtime_error("RMCP_MACHINE_SOCKET is not set: run me in rmcp-machine");
  const auto answer = testbed::ask_machine(socket, words);
  if (answer.code != 0) throw std::runtime_error("rmcp-machine: " + answer.text);
}

struct AppliedWatch {
  Clock::time_point start;
  double after = 0;

  static int applied(sd_bus_message*, void* self, sd_bus_error*) {
    auto& me = *static_cast<AppliedWatch*>(self);
    if (me.after == 0) me.after = milliseconds_since(me.start);
    return 0;
  }
};

}  // namespace

Samples measure_event_to_applied(OpenBus& bus, const std::string& address, int rounds) {
  AppliedWatch watch;
  sd_bus_slot* slot = nullptr;
  sd_bus_match_signal(bus.get(), &slot, nullptr, nullptr, "io.github.rmcpd1.Device", "Applied",
                      AppliedWatch::applied, &watch);
  Samples samples;
  for (int round = 0; round < rounds; ++round) {
    // A new binding: to change the value behind rmcpd's back again and again would be a fight.
    tell_machine({"event", "unbind", address});
    tell_machine({"write", address, "power_dpm_force_performance_level", "auto"});
    ::usleep(kPause);
    bus.turn(0);
    watch = {Clock::now(), 0};
    std::jthread sender([&] { tell_machine({"event", "bind", address}); });
    while (watch.after == 0 && milliseconds_since(watch.start) < kLongestChange) bus.turn(100);
    if (watch.after == 0) throw std::runtime_error(address + ": nothing was applied after bind");
    samples.push_back(watch.after);
  }
  sd_bus_slot_unref(slot);
  return samples;
}

}  // namespace rmcp::bench
