// SPDX-License-Identifier: MIT
// Cards that have been seen on this machine: the record of each, and how a card is matched with its
// record.
#pragma once
#include "lib/gpu/device.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace rmcp {

struct KnownDevice {
  Device device;                     // its properties, and its last slot; never its nodes
  std::uint64_t last_seen_usec = 0;  // CLOCK_REALTIME
  std::string last_state;            // one of the states that a handled device has
  bool present = false;

  bool operator==(const KnownDevice&) const = default;
};

/// The place of `device` in the list, or its end. A card with an identity of its own is found in
/// any slot. Without one, the same ids in the same slot match; failing that, the only missing card
/// with the same ids, which then has moved.
std::vector<KnownDevice>::iterator find_known(std::vector<KnownDevice>& known,
                                              const Device& device);

/// The part of a device to remember: the properties that stay the same while it sleeps and wakes.
Device remembered(const Device& device);

}  // namespace rmcp
