// SPDX-License-Identifier: MIT
// Which cards a process sees, by its variables. Pure.
#pragma once
#include "client/inspect/variables.hpp"
#include "lib/records/device_view.hpp"

#include <span>
#include <string>
#include <vector>

namespace rmcp::client {

/// Why a process does not see a card: "ROCR_VISIBLE_DEVICES=1 leaves it out"; "" if it does, or if
/// the card cannot compute anyway. `devices`: all of the machine, since indices count all; devices
/// hidden by a container or a cgroup are not known here.
std::string hidden_by(const Variables& variables, std::span<const DeviceView> devices,
                      const PciAddress& address);

}  // namespace rmcp::client
