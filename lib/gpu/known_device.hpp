// SPDX-License-Identifier: MIT
// Cards that have been here: what is remembered of each, and which of them a card is.
#pragma once
#include "lib/gpu/device.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace rmcp {

struct KnownDevice {
  Device device;                     // its facts, and where it was last; never its nodes
  std::uint64_t last_seen_usec = 0;  // CLOCK_REALTIME
  std::string last_state;            // one of the states that a handled device has
  bool present = false;

  bool operator==(const KnownDevice&) const = default;
};

/// The place of `device` in the list, or its end. A card with an identity of its own is found
/// whatever slot it is in. Without one it is the card of the same ids in the same slot; or, when
/// just one such card is missing, that one, moved.
std::vector<KnownDevice>::iterator find_known(std::vector<KnownDevice>& known,
                                              const Device& device);

/// What is worth remembering of a device: what stays the same while it sleeps and wakes.
Device remembered(const Device& device);

}  // namespace rmcp
