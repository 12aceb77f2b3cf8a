// SPDX-License-Identifier: GPL-2.0
/* Loading and unloading. */
#include <linux/module.h>

#include "virtual_pci.h"

static char *plugged;
module_param(plugged, charp, 0444);
MODULE_PARM_DESC(plugged, "Functions from the start: \"ADDRESS ID [OPTION...]; ...\"");

static int __init virtual_pci_init(void)
{
	int error;

	error = vpci_host_create();
	if (error)
		return error;
	error = vpci_control_create();
	if (error)
		goto no_host;
	if (!plugged)
		return 0;
	error = vpci_control_plug_all(plugged);
	if (!error)
		return 0;
	pr_err("virtual_pci: plugged=\"%s\" cannot be used: %d\n", plugged, error);
	vpci_control_destroy();
no_host:
	vpci_host_destroy();
	return error;
}

static void __exit virtual_pci_exit(void)
{
	vpci_control_destroy();
	vpci_host_destroy();
}

module_init(virtual_pci_init);
module_exit(virtual_pci_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("PCI functions made of software, for tests");
