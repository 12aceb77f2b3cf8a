// SPDX-License-Identifier: MIT
// sd-bus below sdbus-c++, for features that sdbus-c++ lacks: a filter for calls before its adaptors
// read them, and matches that are added without waiting for the bus.
#pragma once
#include "daemon/bus/sdbus_compat.hpp"

#include <systemd/sd-bus.h>

#include <memory>

namespace rmcp::bus {

/// The sd-bus object of the connection, which owns it.
sd_bus* raw_bus(sdbus::IConnection& connection);

struct SlotUnref {
  void operator()(sd_bus_slot* slot) const { sd_bus_slot_unref(slot); }
};
/// A registration, removed at the end of its scope.
using RawSlot = std::unique_ptr<sd_bus_slot, SlotUnref>;

/// Throws sdbus::Error for a negative errno.
void check_raw(int result, const char* what);

}  // namespace rmcp::bus
