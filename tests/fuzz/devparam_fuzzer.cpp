// SPDX-License-Identifier: MIT
// Any text as the policy of the kernel module.
#include "tests/unit/devparam/policy_flaw.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto flaw = rmcp::test::devparam_flaw({reinterpret_cast<const char*>(data), size});
  if (flaw.empty()) return 0;
  std::fprintf(stderr, "%s\n", flaw.c_str());
  std::abort();
}
