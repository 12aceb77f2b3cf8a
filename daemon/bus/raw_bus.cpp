// SPDX-License-Identifier: MIT
// Finds the objects of sd-bus behind those of sdbus-c++.
#include "daemon/bus/raw_bus.hpp"

#include "daemon/bus/convert.hpp"
#include "daemon/bus/names.hpp"

#include <fmt/format.h>

#include <cstring>

namespace rmcp::bus {
namespace {

/// Every message knows its bus, and in sdbus-c++ 1.x and 2.x derived classes can access the
/// message.
struct Access : sdbus::Message {
  static sd_bus_message* raw(const sdbus::Message& message) {
    return static_cast<sd_bus_message*>(message.*&Access::msg_);
  }
};

}  // namespace

sd_bus* raw_bus(sdbus::IConnection& connection) {
  const auto proxy = make_proxy(connection, kBus, kBusPath);
  const auto call = proxy->createMethodCall(InterfaceName{kBus}, MethodName{"GetId"});  // not sent
  return sd_bus_message_get_bus(Access::raw(call));
}

void check_raw(int result, const char* what) {
  if (result < 0)
    throw make_error(
        {Code::failed, fmt::format("system bus: {}: {}", what, std::strerror(-result))});
}

}  // namespace rmcp::bus
