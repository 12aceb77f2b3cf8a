// SPDX-License-Identifier: MIT
// The functions that stand in for ROCr's.
#pragma once
#include "runtime-patch/record.hpp"

namespace rmcp::hsa {

/// All that one process has of this library. On the heap and never destroyed: threads allocate
/// while the process ends, and HIP programs never shut ROCr down.
struct Session {
  Functions rocr{};  // as they were
  RuntimePolicy policy;
  Inventory inventory;
  Record record;
};

/// Set before the first hook is put in place, and never changed.
extern Session* session;

/// Pools and regions, without those that are hidden.
void hook_pools(const RuntimePolicy& policy, Functions& ours);

/// Allocations and releases.
void hook_allocations(const RuntimePolicy& policy, Functions& ours);

}  // namespace rmcp::hsa
