// SPDX-License-Identifier: MIT
// What a card shows of its knobs, set by policy or not.
#pragma once
#include "daemon/backend/backend.hpp"
#include "daemon/engine/job_control.hpp"
#include "lib/gpu/match.hpp"
#include "lib/records/knob_reading.hpp"
#include "lib/sys/paths.hpp"

#include <string>
#include <vector>

namespace rmcp::engine {

struct KnobSource {
  const sys::Paths& paths;
  const Machine& machine;  // its kernel decides the defaults of the module's parameters
  const Device& device;
  backend::Backend& backend;
  JobControl& control;
};

/// These knobs, or all for none, in the order of the table. Those that are published for the start
/// of programs are on no card, and are left out. Wakes nothing.
std::vector<KnobReading> read_knobs(const KnobSource& source,
                                    const std::vector<std::string>& knobs = {});

}  // namespace rmcp::engine
