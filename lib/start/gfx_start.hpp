// SPDX-License-Identifier: MIT
// Whether a program is started with HSA_OVERRIDE_GFX_VERSION, in which form, and why. Pure.
#pragma once
#include "lib/start/process_environment.hpp"

#include <string>

namespace rmcp {

/// The result of a card's `compute.gfx_override` for one start.
struct GfxDecision {
  enum class Kind {
    silent,  // no opinion: an inherited value stays
    own,     // the card's own code: no override
    other,   // `version`
  };
  Kind kind = Kind::silent;
  std::string version;  // "10.3.0"
  std::string why;
};

GfxDecision decide_gfx(const ProcessDevice& device, const ProcessRuntime& runtime);

/// Adds the results for all devices. False, with `hindrance` set, if one variable would need two
/// values.
bool add_gfx_overrides(const ProcessRequest& request, ProcessEnvironment& environment);

/// True for runtimes that read a variable for one node alone: by their thunk if it has been
/// inspected, else by their version (ROCT-Thunk-Interface commit cf49353; first in ROCm 6.3).
bool knows_numbered_override(const ProcessRuntime& runtime);

}  // namespace rmcp
