// SPDX-License-Identifier: GPL-2.0
/* Parameters with the names, types, defaults and modes that they have in Linux 6.1. */
#include <linux/kernel.h>
#include <linux/moduleparam.h>

#include "amdgpu.h"

int amdgpu_runpm = -1;
module_param_named(runpm, amdgpu_runpm, int, 0444);
MODULE_PARM_DESC(runpm, "Runtime power management (0 = off, -1 = auto)");

static int noretry = -1;
module_param(noretry, int, 0644);
static int queue_preemption_timeout_ms = 9000;
module_param(queue_preemption_timeout_ms, int, 0644);
static int halt_if_hws_hang;
module_param(halt_if_hws_hang, int, 0644);
static bool debug_evictions;
module_param(debug_evictions, bool, 0644);
static bool no_system_mem_limit;
module_param(no_system_mem_limit, bool, 0644);

static uint ppfeaturemask = 0xfff7bfff;
module_param(ppfeaturemask, hexint, 0444);
static char lockup_timeout[256];
module_param_string(lockup_timeout, lockup_timeout, sizeof(lockup_timeout), 0444);
static char *disable_cu;
module_param(disable_cu, charp, 0444);
static char *virtual_display;
module_param(virtual_display, charp, 0444);
static int gpu_recovery = -1;
module_param(gpu_recovery, int, 0444);
static int reset_method = -1;
module_param(reset_method, int, 0444);
static int vm_fragment_size = -1;
module_param(vm_fragment_size, int, 0444);
static int vm_update_mode = -1;
module_param(vm_update_mode, int, 0444);
static int sched_policy;
module_param(sched_policy, int, 0444);
static int aspm = -1;
module_param(aspm, int, 0444);
static int dpm = -1;
module_param(dpm, int, 0444);
static int mcbp;
module_param(mcbp, int, 0444);
static int msi = -1;
module_param(msi, int, 0444);

static uint gartsize = 0xffffffff;
module_param(gartsize, uint, 0600);
static int gttsize = -1;
module_param(gttsize, int, 0600);
static int moverate = -1;
module_param(moverate, int, 0600);
static int vramlimit;
module_param(vramlimit, int, 0600);

/* Of the tests' own, and of the two kinds that the kernel guards. */
static int test_unsafe;
module_param_unsafe(test_unsafe, int, 0444);
static int test_port;
module_param_hw(test_port, int, ioport, 0444);

void parameters_note(char *text, size_t size)
{
	snprintf(text, size, "noretry=%d lockup_timeout=%s disable_cu=%s", noretry, lockup_timeout,
		 disable_cu ? disable_cu : "NULL");
}
