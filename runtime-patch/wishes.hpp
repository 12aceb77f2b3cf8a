// SPDX-License-Identifier: MIT
// The requests to the library in the environment of this process.
#pragma once
#include "lib/start/runtime_policy.hpp"
#include "runtime-patch/message.hpp"

namespace rmcp::hsa {

/// The relevant inputs at the start of a process; null for unset variables.
struct Surroundings {
  bool secure = false;                // AT_SECURE: started with more rights than its caller has
  const char* policy = nullptr;       // $RMCP_HSA_POLICY
  const char* runtime_dir = nullptr;  // $XDG_RUNTIME_DIR
};

Surroundings look_around();

/// Without a policy there is nothing to do and nothing to print. A policy that cannot be followed
/// is not followed in part: it is ignored, and `complaint` has the reason.
RuntimePolicy decide(const Surroundings& surroundings, Text& complaint);

}  // namespace rmcp::hsa
