// SPDX-License-Identifier: GPL-2.0
/*
 * Says in the kernel log what amdgpu has decided for a device while it probed it, and changes
 * nothing:
 *
 *	amdgpu_observer: 0001:03:00.0 noretry 1
 *
 * amdgpu_device_init() calls amdgpu_gmc_noretry_set() (amdgpu_gmc.c), which makes gmc.noretry out
 * of the parameter and the generation. A return probe reads the field after that. The layout of
 * struct amdgpu_device is another one in each kernel: offsets.h is made from the driver's own BTF.
 */
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/pci.h>

#include "offsets.h"

#define DRIVER "amdgpu"

struct call {
	void *adev;
};

static int at_entry(struct kretprobe_instance *instance, struct pt_regs *regs)
{
	((struct call *)instance->data)->adev = (void *)regs_get_kernel_argument(regs, 0);
	return 0;
}

/* The first field is the device of that PCI function: with other offsets it would not be. */
static struct pci_dev *function_of(void *adev)
{
	struct device *device = *(struct device **)(adev + OFFSET_DEV);
	struct pci_dev *function = *(struct pci_dev **)(adev + OFFSET_PDEV);

	return device && function && &function->dev == device ? function : NULL;
}

static int at_return(struct kretprobe_instance *instance, struct pt_regs *regs)
{
	void *adev = ((struct call *)instance->data)->adev;
	struct pci_dev *function = function_of(adev);

	if (function)
		pr_info("amdgpu_observer: %s noretry %d\n", pci_name(function),
			*(int *)(adev + OFFSET_NORETRY));
	else
		pr_err("amdgpu_observer: the offsets are not those of this driver\n");
	return 0;
}

static struct kretprobe probe;
static bool attached;

static void attach(void)
{
	int error;

	if (attached)
		return;
	probe = (struct kretprobe){
		.kp.symbol_name = DRIVER ":amdgpu_gmc_noretry_set",
		.entry_handler = at_entry,
		.handler = at_return,
		.data_size = sizeof(struct call),
		.maxactive = 16,
	};
	error = register_kretprobe(&probe);
	attached = !error;
	if (error)
		pr_err("amdgpu_observer: no probe of amdgpu_gmc_noretry_set: %d\n", error);
}

static void detach(void)
{
	if (!attached)
		return;
	unregister_kretprobe(&probe);
	attached = false;
	if (probe.nmissed)
		pr_err("amdgpu_observer: missed %d\n", probe.nmissed);
}

/* After the driver's symbols are there, and before its first function runs. */
static int module_changes(struct notifier_block *block, unsigned long state, void *data)
{
	const struct module *module = data;

	if (strcmp(module->name, DRIVER))
		return NOTIFY_DONE;
	if (state == MODULE_STATE_COMING)
		attach();
	else if (state == MODULE_STATE_GOING)
		detach();
	return NOTIFY_DONE;
}

static struct notifier_block notifier = { .notifier_call = module_changes };

/* To be loaded before the driver. */
static int __init amdgpu_observer_init(void)
{
	return register_module_notifier(&notifier);
}

static void __exit amdgpu_observer_exit(void)
{
	unregister_module_notifier(&notifier);
	detach();
}

module_init(amdgpu_observer_init);
module_exit(amdgpu_observer_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("What amdgpu decides while it probes a device, for tests");
