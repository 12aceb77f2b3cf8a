// SPDX-License-Identifier: MIT
// Reads the policy from the environment, unless this process has more rights than its caller.
#include "runtime-patch/wishes.hpp"

#include <sys/auxv.h>

#include <cstdlib>

namespace rmcp::hsa {

Surroundings look_around() {
  return {getauxval(AT_SECURE) != 0, std::getenv(kRuntimePolicyVariable),
          std::getenv("XDG_RUNTIME_DIR")};
}

RuntimePolicy decide(const Surroundings& surroundings, Text& complaint) {
  RuntimePolicy policy;
  // Some shells and units unset a variable by making it empty.
  if (!surroundings.policy || !*surroundings.policy) return policy;
  if (surroundings.secure) {
    complaint << kRuntimePolicyVariable
              << ": ignored: this program has more rights than its caller";
    return policy;
  }
  RuntimePolicyFault fault;
  if (parse_runtime_policy(surroundings.policy, policy, fault)) return policy;
  // A word of any length must not push out the reason.
  const std::string_view word{fault.word.data(), fault.word.size() < 80 ? fault.word.size() : 80};
  complaint << kRuntimePolicyVariable << ": '" << word << "': " << fault.reason
            << "; nothing is changed";
  return RuntimePolicy{};
}

}  // namespace rmcp::hsa
