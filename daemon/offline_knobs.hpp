// SPDX-License-Identifier: MIT
// Reads the knobs of one card without a daemon.
#pragma once
#include "lib/gpu/device.hpp"
#include "lib/records/record.hpp"
#include "lib/sys/paths.hpp"

#include <vector>

namespace rmcp {

/// Every knob with a value on the card or in the module, in the order of the table. Wakes nothing.
std::vector<Record> read_knobs(const sys::Paths& paths, const Device& device);

}  // namespace rmcp
