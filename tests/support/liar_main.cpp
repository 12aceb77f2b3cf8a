// SPDX-License-Identifier: MIT
// Stands in for an rmcpd that cannot be trusted: rmcp-liar LIE [MEMBER...] answers calls of these
// members, or of all, with that lie, and all others honestly. Says "ready" when it can be asked.
#include "liar_answer.hpp"

#include <systemd/sd-bus.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>
#include <vector>

namespace {

using namespace rmcp::liar;

constexpr const char* kName = "io.github.rmcpd";

struct Liar {
  Lie lie;
  std::vector<std::string> members;
  std::map<std::string, Interface> interfaces;

  [[nodiscard]] bool lies_about(const char* member) const {
    return members.empty() || std::find(members.begin(), members.end(), member) != members.end();
  }
};

int check(const char* task, int result) {
  if (result >= 0) return result;
  std::fprintf(stderr, "rmcp-liar: %s: %s\n", task, std::strerror(-result));
  std::exit(1);
}

int on_message(sd_bus_message* message, void* data, sd_bus_error*) {
  const auto& liar = *static_cast<const Liar*>(data);
  const char* member = sd_bus_message_get_member(message);
  std::uint8_t type = 0;
  if (sd_bus_message_get_type(message, &type) < 0 || type != SD_BUS_MESSAGE_METHOD_CALL) return 0;
  const auto lie = liar.lies_about(member) ? liar.lie : Lie::none;
  check(member, answer(message, liar.interfaces, lie));
  if (lie == Lie::odd) check("signals", send_odd_signals(sd_bus_message_get_bus(message)));
  return 1;
}

int serve(Liar& liar) {
  sd_bus* bus = nullptr;
  check("system bus", sd_bus_open_system(&bus));
  check("filter", sd_bus_add_filter(bus, nullptr, on_message, &liar));
  check(kName, sd_bus_request_name(bus, kName, 0));
  std::puts("ready");
  std::fflush(stdout);
  for (;;)
    if (check("bus", sd_bus_process(bus, nullptr)) == 0) check("bus", sd_bus_wait(bus, UINT64_MAX));
}

}  // namespace

int main(int argc, char** argv) {
  const auto lie = argc < 2 ? std::nullopt : parse_lie(argv[1]);
  if (!lie) {
    std::fprintf(stderr, "usage: rmcp-liar LIE [MEMBER...]\n");
    return 2;
  }
  try {
    Liar liar{*lie, {argv + 2, argv + argc}, read_interfaces({RMCP_DBUS_XML})};
    return serve(liar);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "rmcp-liar: %s\n", error.what());
    return 1;
  }
}
