// SPDX-License-Identifier: GPL-2.0
/*
 * What the real driver prints when a card is in trouble, in the wording of Linux 6.1. The kernel
 * log marks these lines as the kernel's own, which no program can do.
 */
#include <linux/device.h>

#include "amdgpu.h"

void fault_page(struct device *device)
{
	dev_err(device, "amdgpu: [gfxhub] page fault (src_id:0 ring:24 vmid:8 pasid:32769)\n");
	dev_err(device, "amdgpu:  in process %s pid %d thread %s pid %d\n", current->comm,
		current->tgid, current->comm, current->pid);
	dev_err(device, "amdgpu:   in page starting at address 0x%016llx from client 0x1b (UTCL2)\n",
		0x7f3c1a200000ull);
	dev_err(device, "amdgpu: GCVM_L2_PROTECTION_FAULT_STATUS:0x%08X\n", 0x00801031);
	dev_err(device, "amdgpu: \t Faulty UTCL2 client ID: TCP (0x8)\n");
	dev_err(device, "amdgpu: \t MORE_FAULTS: 0x1\n");
	dev_err(device, "amdgpu: \t WALKER_ERROR: 0x0\n");
	dev_err(device, "amdgpu: \t PERMISSION_FAULTS: 0x3\n");
	dev_err(device, "amdgpu: \t MAPPING_ERROR: 0x0\n");
	dev_err(device, "amdgpu: \t RW: 0x0\n");
}

/* This one names no card. */
void fault_ring_timeout(struct device *device)
{
	pr_err("[drm:amdgpu_job_timedout [amdgpu]] *ERROR* ring gfx_0.0.0 timeout, signaled seq=100, emitted seq=102\n");
}

void fault_reset(struct device *device)
{
	dev_info(device, "amdgpu: GPU reset begin!\n");
	dev_info(device, "amdgpu: MODE1 reset\n");
	dev_info(device, "amdgpu: GPU reset succeeded, trying to resume\n");
	pr_info("[drm] VRAM is lost due to GPU reset!\n");
	dev_info(device, "amdgpu: GPU reset(%d) succeeded!\n", 1);
}
