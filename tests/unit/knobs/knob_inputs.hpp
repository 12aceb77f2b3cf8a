// SPDX-License-Identifier: MIT
// The tables of the simulated cards, as inputs for every knob that reads them.
#pragma once
#include "knob_flaw.hpp"

#include <string>
#include <vector>

namespace rmcp::test {

/// `folder`: that of tests/machines/cards. One for each knob and card that has its file, and one
/// for each knob without a file.
std::vector<KnobInput> knob_inputs(const std::string& folder);

}  // namespace rmcp::test
