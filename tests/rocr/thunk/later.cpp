// SPDX-License-Identifier: MIT
// What ROCr 6.1 links to in addition to ROCr 5.2 (nm -D of Debian 13's libhsa-runtime64.so.1); its
// header need not be there. The question to libdrm is answered here too, since there is no device.
#include "machine.hpp"

#include <cstddef>

using namespace rmcp::thunk;

namespace {

/// The head of amdgpu_gpu_info, as far as ROCr reads it (libdrm, amdgpu.h).
struct GpuInfo {
  std::uint32_t identity[4];
  std::uint64_t flags_and_clocks[3];
  std::uint32_t shape[8];
  std::uint32_t counter_frequency;  // kHz
};
static_assert(offsetof(GpuInfo, counter_frequency) == 72);

}  // namespace

extern "C" {

HSAKMT_STATUS hsaKmtWaitOnEvent_Ext(HsaEvent* event, HSAuint32 milliseconds, std::uint64_t*) {
  return hsaKmtWaitOnEvent(event, milliseconds);
}

HSAKMT_STATUS hsaKmtWaitOnMultipleEvents_Ext(HsaEvent* list[], HSAuint32 count, bool all,
                                             HSAuint32 milliseconds, std::uint64_t*) {
  return hsaKmtWaitOnMultipleEvents(list, count, all, milliseconds);
}

HSAKMT_STATUS hsaKmtAvailableMemory(HSAuint32 node, HSAuint64* bytes) {
  const Gpu* gpu = gpu_of(node);
  if (!gpu) return HSAKMT_STATUS_INVALID_NODE_UNIT;
  *bytes = gpu->vram;
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtGetRuntimeCapabilities(HSAuint32* mask) {
  *mask = 0;
  return HSAKMT_STATUS_SUCCESS;
}

HSAKMT_STATUS hsaKmtGetAMDGPUDeviceHandle(HSAuint32 node, void** handle) {
  *handle = const_cast<Gpu*>(gpu_of(node));
  return *handle ? HSAKMT_STATUS_SUCCESS : HSAKMT_STATUS_INVALID_NODE_UNIT;
}

int amdgpu_query_gpu_info(void*, GpuInfo* info) {
  info->counter_frequency = 100000;
  return 0;
}

#define REFUSED(name, ...) \
  HSAKMT_STATUS name(__VA_ARGS__) { return HSAKMT_STATUS_NOT_SUPPORTED; }

REFUSED(hsaKmtDbgDisable, void)
REFUSED(hsaKmtDbgEnable, void**, HSAuint32*)
REFUSED(hsaKmtDbgGetDeviceData, void**, HSAuint32*, HSAuint32*)
REFUSED(hsaKmtDbgGetQueueData, void**, HSAuint32*, HSAuint32*, bool)
REFUSED(hsaKmtExportDMABufHandle, void*, HSAuint64, int*, HSAuint64*)
REFUSED(hsaKmtOpenSMI, HSAuint32, int*)
REFUSED(hsaKmtReplaceAsanHeaderPage, void*)
REFUSED(hsaKmtReturnAsanHeaderPage, void*)
REFUSED(hsaKmtSPMAcquire, HSAuint32)
REFUSED(hsaKmtSPMRelease, HSAuint32)
REFUSED(hsaKmtSPMSetDestBuffer, HSAuint32, HSAuint32, HSAuint32*, HSAuint32*, void*, bool*)
}
