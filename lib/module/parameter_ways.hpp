// SPDX-License-Identifier: MIT
// When the driver reads a parameter on a card, and the ways in which the card can get a value of it
// on this machine.
#pragma once
#include "lib/gpu/gfx.hpp"
#include "lib/knobs/parameters/module_parameter.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp {

/// The facts that decide.
struct WayFacts {
  std::optional<KernelVersion> kernel;
  std::optional<GfxTarget> gfx;  // of the card
  std::string probe_unused;      // why rmcp_devparam is not in use; empty: it is
};

struct ParameterWay {
  std::string way;
  bool possible = false;
  std::string reason;  // why not, or what it takes
};

/// "while it probes the card, never later".
std::string when_read(const ModuleParameter& parameter, const WayFacts& facts);

/// For one card: global option, module, rebind, run time.
std::vector<ParameterWay> parameter_ways(const ModuleParameter& parameter, const WayFacts& facts);

/// "GC 10.1"; empty if it is of none that the table knows.
std::string generation_name(const GfxTarget& gfx);

}  // namespace rmcp
