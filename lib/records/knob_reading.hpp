// SPDX-License-Identifier: MIT
// What one card shows of a knob, set by policy or not.
#pragma once
#include "lib/knobs/knob.hpp"
#include "lib/records/record.hpp"

#include <string>

namespace rmcp {

struct KnobReading {
  const Knob* knob = nullptr;
  Reading reading;
  std::string parameter_default = {};  // of a parameter of the module, on this kernel
};

/// True if the card has the knob, as far as it can be told without waking it.
bool is_there(const KnobReading& read);

}  // namespace rmcp
