// SPDX-License-Identifier: MIT
// The part of ROCr's binary interface that this library uses, so that it is built without ROCr's
// headers and works with several versions of ROCr. tests/rocr/abi_check.cpp compares the two.
#pragma once
#include <cstddef>
#include <cstdint>

namespace rmcp::hsa {

using Status = int;
inline constexpr Status kSuccess = 0;
inline constexpr Status kInvalidPool = 40;

struct Agent {
  std::uint64_t handle;
};
struct Pool {
  std::uint64_t handle;
};
/// ROCr's regions are its pools under another name: the handles are the same.
struct Region {
  std::uint64_t handle;
};
/// Memory without an address (hsa_amd_vmem_alloc_handle_t).
struct Chunk {
  std::uint64_t handle;
};
struct SvmAttribute {
  std::uint64_t attribute, value;
};

// Attributes of agents (hsa_agent_info_t and AMD's own) ...
inline constexpr int kAgentDevice = 17;      // uint32_t: 0 a CPU, 1 a GPU
inline constexpr int kAgentBdf = 0xA006;     // uint32_t: bus << 8 | device << 3 | function
inline constexpr int kAgentDomain = 0xA00F;  // uint32_t
inline constexpr std::uint32_t kDeviceGpu = 1;
// ... and of pools.
inline constexpr int kPoolSegment = 0;        // uint32_t
inline constexpr int kPoolFlags = 1;          // uint32_t, of the global segment only
inline constexpr int kPoolAllocAllowed = 5;   // bool
inline constexpr int kPoolAllocGranule = 6;   // size_t
inline constexpr int kPoolAllocMaxSize = 16;  // size_t
inline constexpr std::uint32_t kSegmentGlobal = 0;
inline constexpr std::uint32_t kFlagKernarg = 1;
inline constexpr std::uint32_t kFlagFine = 2;
inline constexpr std::uint32_t kFlagCoarse = 4;
inline constexpr std::uint32_t kFlagExtendedFine = 8;  // since ROCr 5.7
// Flags of an allocation. By ROCr's header the first "allocates fine grain memory type", the second
// "uncached memory": both out of a coarse-grained pool, too.
inline constexpr std::uint32_t kAllocatePcie = 1;      // since ROCr 5.3
inline constexpr std::uint32_t kAllocateUncached = 8;  // ROCr 7

using PoolCallback = Status (*)(Pool, void*);
using RegionCallback = Status (*)(Region, void*);
using AgentCallback = Status (*)(Agent, void*);

using IterateAgents = Status (*)(AgentCallback, void*);
using AgentInfo = Status (*)(Agent, int attribute, void*);
using IterateRegions = Status (*)(Agent, RegionCallback, void*);
using RegionAllocate = Status (*)(Region, std::size_t, void**);
using MemoryFree = Status (*)(void*);
using PoolInfo = Status (*)(Pool, int attribute, void*);
using IteratePools = Status (*)(Agent, PoolCallback, void*);
using PoolAllocate = Status (*)(Pool, std::size_t, std::uint32_t flags, void**);
using SvmSet = Status (*)(void*, std::size_t, SvmAttribute*, std::size_t count);
using ChunkCreate = Status (*)(Pool, std::size_t, int type, std::uint64_t flags, Chunk*);
using ChunkRelease = Status (*)(Chunk);

/// At the front of each table. `size` (ROCr: minor_id) is that of the whole table, in bytes: there
/// is nothing beyond it.
struct TableVersion {
  std::uint32_t major, size, step, reserved;
};

/// A table of functions. The positions of the functions depend on the table: see api_table.cpp.
struct Table {
  TableVersion version;
  void* entries[1];
};

/// The argument of OnLoad.
struct ApiTable {
  TableVersion version;
  Table* core;
  Table* amd;
};

}  // namespace rmcp::hsa
