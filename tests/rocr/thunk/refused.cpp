// SPDX-License-Identifier: MIT
// What ROCr links to and this machine has not.
#include <hsakmt.h>

extern "C" {
#define REFUSED(name, ...) \
  HSAKMT_STATUS name(__VA_ARGS__) { return HSAKMT_STATUS_NOT_SUPPORTED; }

REFUSED(hsaKmtRuntimeEnable, void*, bool)
REFUSED(hsaKmtRuntimeDisable, void)
REFUSED(hsaKmtSetXNACKMode, HSAint32)
REFUSED(hsaKmtSetMemoryPolicy, HSAuint32, HSAuint32, HSAuint32, void*, HSAuint64)
REFUSED(hsaKmtSVMGetAttr, void*, HSAuint64, unsigned, HSA_SVM_ATTRIBUTE*)
REFUSED(hsaKmtShareMemory, void*, HSAuint64, HsaSharedMemoryHandle*)
REFUSED(hsaKmtRegisterSharedHandle, const HsaSharedMemoryHandle*, void**, HSAuint64*)
REFUSED(hsaKmtRegisterSharedHandleToNodes, const HsaSharedMemoryHandle*, void**, HSAuint64*,
        HSAuint64, HSAuint32*)
REFUSED(hsaKmtRegisterGraphicsHandleToNodes, HSAuint64, HsaGraphicsResourceInfo*, HSAuint64,
        HSAuint32*)
REFUSED(hsaKmtAllocQueueGWS, HSA_QUEUEID, HSAuint32, HSAuint32*)
}
