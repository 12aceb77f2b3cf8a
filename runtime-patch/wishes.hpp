// SPDX-License-Identifier: MIT
// What the environment of this process asks of the library.
#pragma once
#include "lib/start/runtime_policy.hpp"
#include "runtime-patch/message.hpp"

namespace rmcp::hsa {

/// What a process starts with that matters here; null where a variable is not set.
struct Surroundings {
  bool secure = false;                // AT_SECURE: started with more rights than its caller has
  const char* policy = nullptr;       // $RMCP_HSA_POLICY
  const char* runtime_dir = nullptr;  // $XDG_RUNTIME_DIR
};

Surroundings look_around();

/// Nothing to do and nothing to say without a policy. A policy that cannot be followed is not
/// followed in part: it is as if there were none, and `complaint` says why.
RuntimePolicy decide(const Surroundings& surroundings, Text& complaint);

}  // namespace rmcp::hsa
