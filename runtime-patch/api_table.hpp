// SPDX-License-Identifier: MIT
// The functions of one ROCr that this library calls or replaces.
#pragma once
#include "runtime-patch/hsa_abi.hpp"

namespace rmcp::hsa {

/// ROCr's own functions; null for those that this version lacks.
struct Functions {
  IterateAgents iterate_agents;
  AgentInfo agent_info;
  IterateRegions iterate_regions;
  RegionAllocate region_allocate;
  MemoryFree memory_free;
  PoolInfo pool_info;
  IteratePools iterate_pools;
  PoolAllocate pool_allocate;
  MemoryFree pool_free;
  SvmSet svm_set;
  ChunkCreate chunk_create;
  ChunkRelease chunk_release;
};

/// The reason not to touch the table, or null.
const char* refuse(const ApiTable& table);

/// The functions in an accepted table.
Functions read_functions(const ApiTable& table);

/// True if all functions needed for agents, pools and allocations are present.
bool complete(const Functions& functions);

/// True if the table has one of this library's functions already: named twice in $HSA_TOOLS_LIB, or
/// a ROCr that keeps its table over a shutdown. Read again, the library would call itself.
bool holds(const ApiTable& table, const Functions& ours);

/// Puts the non-null functions of `ours` into the table, if it has such an entry.
void replace(ApiTable& table, const Functions& ours);

}  // namespace rmcp::hsa
