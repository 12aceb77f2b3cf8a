// SPDX-License-Identifier: MIT
// The replacements for ROCr's functions.
#pragma once
#include "runtime-patch/record.hpp"

namespace rmcp::hsa {

/// All state of this library in one process. On the heap and never destroyed: threads allocate
/// while the process ends, and HIP programs never shut ROCr down.
struct Session {
  Functions rocr{};  // the original ones
  RuntimePolicy policy;
  Inventory inventory;
  Record record;
};

/// Set before the first hook is in place, and never changed.
extern Session* session;

/// Pools and regions, without hidden ones.
void hook_pools(const RuntimePolicy& policy, Functions& ours);

/// Allocations and releases.
void hook_allocations(const RuntimePolicy& policy, Functions& ours);

}  // namespace rmcp::hsa
