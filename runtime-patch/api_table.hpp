// SPDX-License-Identifier: MIT
// The functions of one ROCr that this library calls or stands in for.
#pragma once
#include "runtime-patch/hsa_abi.hpp"

namespace rmcp::hsa {

/// The functions as ROCr has them; null for those that this version lacks.
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

/// Why this library must not touch the table, or null.
const char* refuse(const ApiTable& table);

/// What a table that is not refused has to offer.
Functions read_functions(const ApiTable& table);

/// True when nothing is missing that agents, pools and allocations cannot do without.
bool complete(const Functions& functions);

/// True when the table has one of our functions already: named twice in $HSA_TOOLS_LIB, or a ROCr
/// that keeps its table over a shut down. Read again, we would call ourselves.
bool holds(const ApiTable& table, const Functions& ours);

/// Puts the functions of `ours` that are not null into the table, where it has such an entry.
void replace(ApiTable& table, const Functions& ours);

}  // namespace rmcp::hsa
