// SPDX-License-Identifier: MIT
// The cards that a service or the sessions get, of those that policy names for them.
#pragma once
#include "lib/policy/unit.hpp"
#include "lib/records/device_view.hpp"
#include "lib/start/obstacle.hpp"

#include <string>
#include <vector>

namespace rmcp::publish {

struct ProgramDevices {
  std::vector<const DeviceView*> views;  // all that are here, ready or not
  Hindrance hindrance;                   // why the program cannot have them all
};

/// Policy for the device is known, and its driver is bound.
bool is_ready(const DeviceView& view);

/// "all" are the default devices. `if_absent`: the obstacle that an absent device is.
ProgramDevices find_program_devices(const std::vector<std::string>& names,
                                    const std::vector<const DeviceView*>& views,
                                    Obstacle if_absent);

/// What the absence of a device means to a service.
Obstacle obstacle_of(Absent absent);

/// The obstacle of a program that gets no variable: policy has nothing for programs on these
/// devices, or it is not in force, or gives none for the reasons in `remarks`.
Hindrance why_nothing(const std::vector<const DeviceView*>& views,
                      const std::vector<std::string>& remarks);

}  // namespace rmcp::publish
