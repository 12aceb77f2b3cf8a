// SPDX-License-Identifier: MIT
// Memory: that of the host, whatever is asked for. What was asked for is written to the log.
#include "machine.hpp"

#include <sys/mman.h>

#include <map>
#include <mutex>

using namespace rmcp::thunk;

namespace {

struct Block {
  std::uint64_t size = 0;
  std::uint32_t node = 0;
  HsaMemFlags flags{};
  HSA_POINTER_TYPE type = HSA_POINTER_ALLOCATED;
  std::vector<HSAuint32> mapped;
  void* user_data = nullptr;
};

/// By address. Never destroyed: ROCr frees memory from its own static destructors.
struct Blocks {
  std::mutex mutex;
  std::map<std::uintptr_t, Block> all;

  /// The block around an address; the caller holds the mutex.
  std::map<std::uintptr_t, Block>::iterator around(const void* address) {
    const auto value = reinterpret_cast<std::uintptr_t>(address);
    auto found = all.upper_bound(value);
    if (found == all.begin()) return all.end();
    --found;
    return value < found->first + found->second.size ? found : all.end();
  }
};

Blocks& blocks() {
  static auto* const kBlocks = new Blocks;
  return *kBlocks;
}

std::uint64_t used_vram(std::uint32_t node) {
  std::uint64_t sum = 0;
  for (const auto& [address, block] : blocks().all)
    if (block.node == node && !block.flags.ui32.Scratch) sum += block.size;
  return sum;
}

HSAKMT_STATUS map_to(const void* address, const HSAuint32* nodes, std::uint64_t count) {
  const std::lock_guard lock(blocks().mutex);
  const auto found = blocks().around(address);
  if (found == blocks().all.end()) return HSAKMT_STATUS_INVALID_PARAMETER;
  if (!found->second.flags.ui32.Scratch) found->second.mapped.assign(nodes, nodes + count);
  return HSAKMT_STATUS_SUCCESS;
}

}  // namespace

extern "C" {

HSAKMT_STATUS hsaKmtAllocMemory(HSAuint32 node, HSAuint64 size, HsaMemFlags flags, void** address) {
  const std::lock_guard lock(blocks().mutex);
  const Gpu* gpu = gpu_of(node);
  if (gpu && !flags.ui32.Scratch && used_vram(node) + size > gpu->vram)
    return HSAKMT_STATUS_NO_MEMORY;
  const int fixed = flags.ui32.FixedAddress ? MAP_FIXED_NOREPLACE : 0;
  void* memory = ::mmap(flags.ui32.FixedAddress ? *address : nullptr, size, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | fixed, -1, 0);
  if (memory == MAP_FAILED) return HSAKMT_STATUS_NO_MEMORY;
  *address = memory;
  blocks().all[reinterpret_cast<std::uintptr_t>(memory)] = {size, node, flags};
  log("alloc node=%u size=%llu %s", node, static_cast<unsigned long long>(size),
      flags.ui32.CoarseGrain ? "coarse" : "fine");
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtFreeMemory(void* address, HSAuint64) {
  const std::lock_guard lock(blocks().mutex);
  const auto found = blocks().all.find(reinterpret_cast<std::uintptr_t>(address));
  if (found == blocks().all.end()) return HSAKMT_STATUS_INVALID_PARAMETER;
  ::munmap(address, found->second.size);
  blocks().all.erase(found);
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtMapMemoryToGPU(void* address, HSAuint64, HSAuint64* alternate) {
  std::vector<HSAuint32> nodes;
  for (HSAuint32 node = 1; node < node_count(); ++node) nodes.push_back(node);
  if (alternate) *alternate = 0;
  return map_to(address, nodes.data(), nodes.size());
}

HSAKMT_STATUS hsaKmtMapMemoryToGPUNodes(void* address, HSAuint64, HSAuint64* alternate,
                                        HsaMemMapFlags, HSAuint64 count, HSAuint32* nodes) {
  if (alternate) *alternate = 0;
  return map_to(address, nodes, count);
}

HSAKMT_STATUS hsaKmtUnmapMemoryToGPU(void* address) {
  map_to(address, nullptr, 0);
  return HSAKMT_STATUS_SUCCESS;  // also when it was not mapped
}

HSAKMT_STATUS hsaKmtRegisterMemoryWithFlags(void* address, HSAuint64 size, HsaMemFlags flags) {
  const std::lock_guard lock(blocks().mutex);
  Block block{size, 0, flags, HSA_POINTER_REGISTERED_USER};
  blocks().all.try_emplace(reinterpret_cast<std::uintptr_t>(address), std::move(block));
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtDeregisterMemory(void* address) {
  const std::lock_guard lock(blocks().mutex);
  const auto found = blocks().all.find(reinterpret_cast<std::uintptr_t>(address));
  if (found == blocks().all.end()) return HSAKMT_STATUS_MEMORY_NOT_REGISTERED;
  if (found->second.type == HSA_POINTER_REGISTERED_USER) blocks().all.erase(found);
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtQueryPointerInfo(const void* address, HsaPointerInfo* info) {
  const std::lock_guard lock(blocks().mutex);
  *info = {};
  const auto found = blocks().around(address);
  if (found == blocks().all.end() || found->second.flags.ui32.Scratch)
    return HSAKMT_STATUS_ERROR;  // of type HSA_POINTER_UNKNOWN
  const Block& block = found->second;
  info->Type = block.type;
  info->Node = block.node;
  info->MemFlags = block.flags;
  info->CPUAddress = reinterpret_cast<void*>(found->first);
  info->GPUAddress = found->first;
  info->SizeInBytes = block.size;
  info->NMappedNodes = static_cast<HSAuint32>(block.mapped.size());
  info->MappedNodes = block.mapped.data();
  info->UserData = block.user_data;
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtSetMemoryUserData(const void* address, void* user_data) {
  const std::lock_guard lock(blocks().mutex);
  const auto found = blocks().around(address);
  if (found == blocks().all.end()) return HSAKMT_STATUS_INVALID_PARAMETER;
  found->second.user_data = user_data;
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtSVMSetAttr(void*, HSAuint64 size, unsigned, HSA_SVM_ATTRIBUTE*) {
  if (!svm()) return HSAKMT_STATUS_NOT_SUPPORTED;
  log("svm size=%llu", static_cast<unsigned long long>(size));
  return HSAKMT_STATUS_SUCCESS;
}
}
