// SPDX-License-Identifier: GPL-2.0 OR MIT
/* rmcp_devparam: hears of each probe of the driver, and has its parameters. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/device.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/notifier.h>
#include <linux/pci.h>
#include <linux/string.h>

#include "devparam.h"

#define DRIVER		"amdgpu"
#define MOST_PATIENCE	100	/* below the 120 s of the hung task detector */

static bool is_concerned(const struct device *device)
{
	return device->driver && !strcmp(device->driver->name, DRIVER);
}

static void begin(struct device *device)
{
	record_drop(device);
	if (!is_concerned(device))
		return;
	if (!device->driver->owner) {
		pr_warn("%s: " DRIVER " is built into the kernel: its parameters are left alone\n",
			dev_name(device));
		return;
	}
	record_begin(device);
	turn_begin(device);
}

static void end(struct device *device, const char *state)
{
	turn_end(device);
	record_state(device, state);
}

static int hear(struct notifier_block *block, unsigned long event, void *data)
{
	switch (event) {
	case BUS_NOTIFY_BIND_DRIVER:
		begin(data);
		break;
	case BUS_NOTIFY_BOUND_DRIVER:
		end(data, "bound");
		break;
	case BUS_NOTIFY_DRIVER_NOT_BOUND:
		end(data, "failed");
		break;
	case BUS_NOTIFY_UNBOUND_DRIVER:
	case BUS_NOTIFY_REMOVED_DEVICE:
		record_drop(data);
		break;
	}
	return NOTIFY_OK;
}

static struct notifier_block block = { .notifier_call = hear };

/* --- Parameters --- */

static int set_policy(const char *text, const struct kernel_param *param)
{
	return turn_set_policy(text);
}

static int get_policy(char *page, const struct kernel_param *param)
{
	return turn_get_policy(page);
}

/* The file outlives devparam_exit(): free_module() in kernel/module/main.c. */
static void free_policy(void *arg)
{
	turn_free_policy();
}

static const struct kernel_param_ops policy_ops = {
	.set = set_policy,
	.get = get_policy,
	.free = free_policy,
};
module_param_cb(policy, &policy_ops, NULL, 0644);
MODULE_PARM_DESC(policy, "SELECTOR/NAME=VALUE[/NAME=VALUE...][;...]");

static int set_patience(const char *text, const struct kernel_param *param)
{
	return param_set_uint_minmax(text, param, 1, MOST_PATIENCE);
}

static const struct kernel_param_ops patience_ops = {
	.set = set_patience,
	.get = param_get_uint,
};
module_param_cb(patience, &patience_ops, &turn_patience, 0644);
MODULE_PARM_DESC(patience, "Seconds that a probe waits for the one before it (30)");

/* --- Module --- */

static int __init devparam_init(void)
{
	int error;

	error = records_create();
	if (error)
		return error;
	error = bus_register_notifier(&pci_bus_type, &block);
	if (error)
		records_destroy();
	return error;
}

static void __exit devparam_exit(void)
{
	turns_stop();
	bus_unregister_notifier(&pci_bus_type, &block);
	records_destroy();
}

module_init(devparam_init);
module_exit(devparam_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Parameters of " DRIVER " for one PCI device, while it is probed");
