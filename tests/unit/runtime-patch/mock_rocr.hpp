// SPDX-License-Identifier: MIT
// A ROCr of two GPUs and one host, as far as this library asks: tables of any size and version,
// pools, and allocations that only count.
#pragma once
#include "runtime-patch/hsa_abi.hpp"

#include <cstdint>
#include <cstring>
#include <mutex>
#include <set>
#include <string>
#include <vector>

extern "C" bool OnLoad(rmcp::hsa::ApiTable*, std::uint64_t, std::uint64_t, const char* const*);

namespace rmcp::hsa {

/// The host is agent 1 with pools 10 (fine), 11 (kernarg), 12 (coarse); the GPUs 0000:03:00.0 and
/// 0001:0a:00.1 are agents 2 and 3, each with the pools 20/30 (coarse), 21/31 (fine) and 22/32
/// (fine of extended scope).
struct MockRocr {
  struct MockPool {
    std::uint64_t agent, handle;
    std::uint32_t flags;
  };
  static inline const std::vector<MockPool> pools{
      {1, 10, kFlagFine},        {1, 11, kFlagFine | kFlagKernarg},
      {1, 12, kFlagCoarse},      {2, 20, kFlagCoarse},
      {2, 21, kFlagFine},        {2, 22, kFlagExtendedFine},
      {3, 30, kFlagCoarse},      {3, 31, kFlagFine},
      {3, 32, kFlagExtendedFine}};
  static inline std::vector<std::uint64_t> asked;   // pools, in order
  static inline std::set<std::uint64_t> exhausted;  // pools that have nothing left
  static inline std::vector<const void*> freed;
  static inline std::mutex mutex;
  static inline std::uint64_t next_address = 0x1000;

  static Status iterate_agents(AgentCallback callback, void* data) {
    for (std::uint64_t agent = 1; agent <= 3; ++agent) callback({agent}, data);
    return kSuccess;
  }
  static Status agent_info(Agent agent, int attribute, void* value) {
    const bool gpu = agent.handle > 1;
    std::uint32_t number = 0;
    if (attribute == kAgentDevice)
      number = gpu;
    else if (attribute == kAgentBdf)
      number = agent.handle == 2 ? 0x300 : 0xa01;
    else if (attribute == kAgentDomain)
      number = agent.handle == 3;
    else
      return 1;
    std::memcpy(value, &number, sizeof number);
    return kSuccess;
  }
  static Status iterate_pools(Agent agent, PoolCallback callback, void* data) {
    if (!callback) return 0x1001;
    for (const auto& pool : pools)
      if (pool.agent == agent.handle) callback({pool.handle}, data);
    return kSuccess;
  }
  static Status iterate_regions(Agent agent, RegionCallback callback, void* data) {
    for (const auto& pool : pools)
      if (pool.agent == agent.handle) callback({pool.handle}, data);
    return kSuccess;
  }
  static Status pool_info(Pool pool, int attribute, void* value) {
    for (const auto& known : pools) {
      if (known.handle != pool.handle) continue;
      if (attribute == kPoolSegment)
        *static_cast<std::uint32_t*>(value) = kSegmentGlobal;
      else if (attribute == kPoolFlags)
        *static_cast<std::uint32_t*>(value) = known.flags;
      else if (attribute == kPoolAllocAllowed)
        *static_cast<bool*>(value) = true;
      else if (attribute == kPoolAllocGranule)
        *static_cast<std::size_t*>(value) = 4096;
      else if (attribute == kPoolAllocMaxSize)
        *static_cast<std::size_t*>(value) = 1U << 30;
      return kSuccess;
    }
    return 1;
  }
  static Status take(std::uint64_t pool, void** address) {
    const std::lock_guard lock(mutex);
    asked.push_back(pool);
    if (exhausted.count(pool)) return 0x1008;
    *address = reinterpret_cast<void*>(next_address += 0x1000);
    return kSuccess;
  }
  static Status pool_allocate(Pool pool, std::size_t, std::uint32_t, void** address) {
    return take(pool.handle, address);
  }
  static Status region_allocate(Region region, std::size_t, void** address) {
    return take(region.handle, address);
  }
  static Status release(void* address) {
    const std::lock_guard lock(mutex);
    freed.push_back(address);
    return kSuccess;
  }
  static Status svm_set(void*, std::size_t, SvmAttribute*, std::size_t) { return kSuccess; }
  static Status chunk_create(Pool pool, std::size_t, int, std::uint64_t, Chunk* chunk) {
    asked.push_back(pool.handle);
    chunk->handle = 0x500;
    return kSuccess;
  }
  static Status chunk_release(Chunk) { return kSuccess; }
};

/// Tables as ROCr hands them out. Entries that are none of ours hold `kForeign`.
class MockTables {
 public:
  static inline void* const kForeign = reinterpret_cast<void*>(0xf0f0);
  static constexpr std::uint32_t kWhole = 16 + 100 * 8;

  /// `amd_size` in bytes, as the table announces it; all hundred entries are really there.
  explicit MockTables(std::uint32_t major = 2, std::uint32_t amd_size = kWhole,
                      std::uint32_t core_size = kWhole, std::uint32_t step = 1) {
    for (auto* table : {&core, &amd})
      for (void*& entry : table->entries) entry = kForeign;
    core.version = {major, core_size, 0, 0};
    amd.version = {major, amd_size, step, 0};
    root = {{major == 1 ? 1U : 3U, sizeof root, 0, 0}, as_table(core), as_table(amd)};
    fill(major);
  }

  struct Whole {
    TableVersion version;
    void* entries[100];
  };
  Whole core, amd;
  ApiTable root;

  template <typename Function>
  Function core_function(std::size_t index) const {
    return reinterpret_cast<Function>(core.entries[index]);
  }
  template <typename Function>
  Function amd_function(std::size_t index) const {
    return reinterpret_cast<Function>(amd.entries[index]);
  }

 private:
  static Table* as_table(Whole& whole) { return reinterpret_cast<Table*>(&whole); }
  template <typename Function>
  static void* any(Function function) {
    return reinterpret_cast<void*>(function);
  }

  void fill(std::uint32_t major) {
    core.entries[5] = any(MockRocr::iterate_agents);
    core.entries[6] = any(MockRocr::agent_info);
    core.entries[27] = any(MockRocr::iterate_regions);
    core.entries[33] = any(MockRocr::region_allocate);
    core.entries[34] = any(MockRocr::release);
    amd.entries[11] = any(MockRocr::pool_info);
    amd.entries[12] = any(MockRocr::iterate_pools);
    amd.entries[13] = any(MockRocr::pool_allocate);
    amd.entries[14] = any(MockRocr::release);
    amd.entries[major == 1 ? 44 : 46] = any(MockRocr::svm_set);
    if (major == 1) return;
    amd.entries[57] = any(MockRocr::chunk_create);
    amd.entries[58] = any(MockRocr::chunk_release);
  }
};

}  // namespace rmcp::hsa
