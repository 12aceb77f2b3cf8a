// SPDX-License-Identifier: MIT
// Any text as the file of a knob, as its value in policy, and as what was written.
#include "tests/unit/knobs/knob_flaw.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = rmcp::test::knob_input({reinterpret_cast<const char*>(data), size});
  const auto flaw = rmcp::test::knob_flaw(input);
  if (flaw.empty()) return 0;
  std::fprintf(stderr, "%s\n", flaw.c_str());
  std::abort();
}
