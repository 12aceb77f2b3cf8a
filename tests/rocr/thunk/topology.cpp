// SPDX-License-Identifier: MIT
// What nodes there are, and what ROCr insists on in them: apertures, doorbells, links of all with
// all. Debian's ROCr has its assertions on, so that a machine that cannot be is not accepted.
#include "machine.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

using namespace rmcp::thunk;

namespace {

constexpr std::uint64_t kLdsAperture = 0x1000000000000, kScratchAperture = 0x2000000000000;

/// The page through which a GPU flushes its writes to the host.
std::uint64_t flush_page() {
  static void* const kPage =
      ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return reinterpret_cast<std::uint64_t>(kPage);
}

void fill_name(HsaNodeProperties& node, const char* name) {
  for (std::size_t i = 0; name[i] && i < HSA_PUBLIC_NAME_SIZE - 1; ++i)
    node.MarketingName[i] = static_cast<HSAuint16>(name[i]);
}

void fill_cpu(HsaNodeProperties& node) {
  node.NumCPUCores = 4;
  node.NumMemoryBanks = 1;
  node.NumCaches = 1;
  node.MaxEngineClockMhzCCompute = 3000;
  node.DrmRenderMinor = -1;
  fill_name(node, "Test CPU");
}

/// What ROCr 6.1 reads in addition, if this header has it.
template <typename Node>
void fill_later(Node& node) {
  if constexpr (requires { node.NumXcc; }) {
    node.NumXcc = 1;      // ROCr divides by it
    node.FamilyID = 143;  // AMDGPU_FAMILY_NV
  }
}

void fill_gpu(HsaNodeProperties& node, const Gpu& gpu, std::uint32_t id) {
  constexpr std::uint32_t kUnits = 40;
  node.NumFComputeCores = kUnits * 2;
  node.NumSIMDPerCU = 2;
  node.NumMemoryBanks = 4;
  node.NumCaches = 1;
  node.MaxWavesPerSIMD = 20;
  node.LDSSizeInKB = 64;
  node.WaveFrontSize = gpu.gfx[0] < 10 ? 64 : 32;
  node.NumShaderBanks = 2;
  node.NumArrays = 2;
  node.NumCUPerArray = kUnits / 4;
  node.MaxSlotsScratchCU = 32;
  node.FComputeIdLo = 0x80000000 + id * 0x1000;
  node.EngineId.ui32.uCode = 100;
  node.EngineId.ui32.Major = gpu.gfx[0] & 0x3f;
  node.EngineId.ui32.Minor = gpu.gfx[1] & 0xff;
  node.EngineId.ui32.Stepping = gpu.gfx[2] & 0xff;
  node.VendorId = 0x1002;
  node.DeviceId = gpu.device;
  node.LocationId = gpu.location;
  node.Domain = gpu.domain;
  node.UniqueID = gpu.unique_id;
  node.LocalMemSize = gpu.vram;
  node.MaxEngineClockMhzFCompute = 1800;
  node.DrmRenderMinor = 127 + static_cast<HSAint32>(id);
  node.NumSdmaEngines = 2;
  node.NumSdmaQueuesPerEngine = 8;
  node.NumCpQueues = 24;
  node.Capability.ui32.DoorbellType = 2;
  node.Capability.ui32.SVMAPISupported = svm();
  fill_later(node);
  fill_name(node, "Test GPU");
}

HsaMemoryProperties bank(HSA_HEAPTYPE type, std::uint64_t size, std::uint64_t base = 0) {
  HsaMemoryProperties properties{};
  properties.HeapType = type;
  properties.SizeInBytes = size;
  properties.VirtualBaseAddress = base;
  properties.Width = 64;
  properties.MemoryClockMax = 900;
  return properties;
}

std::uint64_t host_memory() {
  return static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) *
         static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

extern "C" {

HSAKMT_STATUS hsaKmtOpenKFD() { return HSAKMT_STATUS_SUCCESS; }
HSAKMT_STATUS hsaKmtCloseKFD() { return HSAKMT_STATUS_SUCCESS; }

HSAKMT_STATUS hsaKmtGetVersion(HsaVersionInfo* version) {
  *version = {1, 14};
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtAcquireSystemProperties(HsaSystemProperties* properties) {
  *properties = {};
  properties->NumNodes = node_count();
  return HSAKMT_STATUS_SUCCESS;
}
HSAKMT_STATUS hsaKmtReleaseSystemProperties() { return HSAKMT_STATUS_SUCCESS; }

HSAKMT_STATUS hsaKmtGetNodeProperties(HSAuint32 id, HsaNodeProperties* node) {
  if (id >= node_count()) return HSAKMT_STATUS_INVALID_NODE_UNIT;
  *node = {};
  node->NumIOLinks = node_count() - 1;
  if (const Gpu* gpu = gpu_of(id))
    fill_gpu(*node, *gpu, id);
  else
    fill_cpu(*node);
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtGetNodeMemoryProperties(HSAuint32 id, HSAuint32 count,
                                            HsaMemoryProperties* banks) {
  if (id >= node_count()) return HSAKMT_STATUS_INVALID_NODE_UNIT;
  std::vector<HsaMemoryProperties> found;
  if (const Gpu* gpu = gpu_of(id)) {
    found = {bank(HSA_HEAPTYPE_FRAME_BUFFER_PRIVATE, gpu->vram),
             bank(HSA_HEAPTYPE_GPU_LDS, 64 << 10, kLdsAperture),
             bank(HSA_HEAPTYPE_GPU_SCRATCH, std::uint64_t{4} << 30, kScratchAperture),
             bank(HSA_HEAPTYPE_MMIO_REMAP, 4096, flush_page())};
  } else {
    found = {bank(HSA_HEAPTYPE_SYSTEM, host_memory())};
  }
  found.resize(count);
  std::copy(found.begin(), found.end(), banks);
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtGetNodeCacheProperties(HSAuint32 id, HSAuint32, HSAuint32 count,
                                           HsaCacheProperties* caches) {
  for (HSAuint32 i = 0; i < count; ++i) {
    caches[i] = {};
    caches[i].CacheLevel = i + 1;
    caches[i].CacheSize = 16;
    caches[i].CacheLineSize = 128;
    caches[i].CacheType.ui32.Data = 1;
    caches[i].CacheType.ui32.CPU = gpu_of(id) == nullptr;
    caches[i].CacheType.ui32.HSACU = gpu_of(id) != nullptr;
  }
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtGetNodeIoLinkProperties(HSAuint32 id, HSAuint32 count,
                                            HsaIoLinkProperties* links) {
  HSAuint32 at = 0;
  for (HSAuint32 other = 0; other < node_count() && at < count; ++other) {
    if (other == id) continue;
    links[at] = {};
    links[at].IoLinkType = HSA_IOLINKTYPE_PCIEXPRESS;
    links[at].NodeFrom = id;
    links[at].NodeTo = other;
    links[at++].Weight = id && other ? 40 : 20;  // GPUs reach each other through the CPU
  }
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtGetClockCounters(HSAuint32, HsaClockCounters* counters) {
  *counters = {};
  counters->GPUClockCounter = ticks();
  counters->CPUClockCounter = counters->SystemClockCounter = ticks() * 10;
  counters->SystemClockFrequencyHz = 1000000000;
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtGetTileConfig(HSAuint32, HsaGpuTileConfig* config) {
  std::fill_n(config->TileConfig, config->TileConfig ? config->NumTileConfigs : 0, 0);
  std::fill_n(config->MacroTileConfig, config->MacroTileConfig ? config->NumMacroTileConfigs : 0,
              0);
  config->GbAddrConfig = 0x44;
  config->NumBanks = 4;
  config->NumRanks = 1;
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtGetXNACKMode(HSAint32* enabled) {
  *enabled = 0;
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtSetTrapHandler(HSAuint32, void*, HSAuint64, void*, HSAuint64) {
  return HSAKMT_STATUS_SUCCESS;
}
}
