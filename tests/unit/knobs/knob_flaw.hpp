// SPDX-License-Identifier: MIT
// What must hold for every knob whatever its file and its policy say: for the fuzzer and for tests.
#pragma once
#include "lib/knobs/reading.hpp"

#include <string>
#include <string_view>

namespace rmcp::test {

struct KnobInput {
  std::string knob;    // its full name; of another text any row stands for it
  Reading reading;     // the texts of its file and of those beside it
  std::string policy;  // as people write a value
  std::string bytes;   // as they were written to the file
};

/// The fields, separated by NULs: knob, raw, policy, bytes, then name and text of each companion.
KnobInput knob_input(std::string_view data);
std::string to_data(const KnobInput& input);

/// Empty when all is well: every column of the knob's row answers, and a value of policy stays the
/// same when it is stored as text.
std::string knob_flaw(const KnobInput& input);

}  // namespace rmcp::test
