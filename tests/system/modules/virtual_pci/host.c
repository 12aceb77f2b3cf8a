// SPDX-License-Identifier: GPL-2.0
/* The host bridge: a PCI domain of our own, whose config accesses end in function.c. */
#include <linux/ioport.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/pci.h>
#include <linux/pci-acpi.h>	/* uses what pci.h declares */

#include "virtual_pci.h"

static int domain = 1;
module_param(domain, int, 0444);
MODULE_PARM_DESC(domain, "PCI domain of all functions (1)");

static int last_bus = 0x3f;
module_param(last_bus, int, 0444);
MODULE_PARM_DESC(last_bus, "Highest bus number (63)");

static unsigned long long window32[2];
module_param_array(window32, ullong, NULL, 0444);
MODULE_PARM_DESC(window32, "BASE,SIZE of the window for 32-bit BARs (none)");

static unsigned long long window64[2];
module_param_array(window64, ullong, NULL, 0444);
MODULE_PARM_DESC(window64, "BASE,SIZE of the window for 64-bit prefetchable BARs (none)");

static struct pci_bus *root;
static bool hooked;
static struct pci_sysdata sysdata;	/* x86: where the PCI core looks for the domain */
static struct resource buses = { .name = "virtual_pci buses", .flags = IORESOURCE_BUS };
static struct resource memory32 = { .name = "virtual_pci window", .flags = IORESOURCE_MEM };
static struct resource memory64 = {
	.name = "virtual_pci 64-bit window",
	.flags = IORESOURCE_MEM | IORESOURCE_PREFETCH | IORESOURCE_MEM_64,
};

static int read_config(struct pci_bus *bus, unsigned int devfn, int where, int size, u32 *value)
{
	return vpci_function_read(bus->number, devfn, where, size, value);
}

static int write_config(struct pci_bus *bus, unsigned int devfn, int where, int size, u32 value)
{
	vpci_function_write(bus->number, devfn, where, size, value);
	return PCIBIOS_SUCCESSFUL;
}

static struct pci_ops config_ops = { .read = read_config, .write = write_config };

#ifndef CONFIG_ACPI
/* As in the small kernel of tests/check/devparam: there, "removable" stays unset. */
static int pci_acpi_set_companion_lookup_hook(struct acpi_device *(*hook)(struct pci_dev *))
{
	return -ENODEV;
}

static void pci_acpi_clear_companion_lookup_hook(void)
{
}
#endif

/*
 * The PCI core asks this for every new device before it is announced: the one place where
 * "removable" can be set so that the first uevent already has it. There is never a companion.
 */
static struct acpi_device *mark_device(struct pci_dev *device)
{
	enum device_removable removable;
	bool external;

	if (device->bus->ops != &config_ops ||
	    !vpci_function_marks(device->bus->number, device->devfn, &removable, &external))
		return NULL;
	if (removable != DEVICE_REMOVABLE_NOT_SUPPORTED)
		dev_set_removable(&device->dev, removable);
	device->external_facing = external;
	return NULL;
}

/* The machine's own host bridge claims all that is not RAM: then the window is a piece of that. */
static struct resource *parent_of(const struct resource *window)
{
	struct resource *child;

	for (child = iomem_resource.child; child; child = child->sibling)
		if (child->start <= window->start && window->end <= child->end &&
		    !(child->flags & IORESOURCE_BUSY))
			return child;
	return &iomem_resource;
}

static int add_window(struct pci_host_bridge *bridge, struct resource *window,
		      const unsigned long long range[2])
{
	int error;

	if (!range[1])
		return 0;
	window->start = range[0];
	window->end = range[0] + range[1] - 1;
	error = request_resource(parent_of(window), window);
	if (!error)
		pci_add_resource(&bridge->windows, window);
	return error;
}

static void release_windows(void)
{
	if (memory32.parent)
		release_resource(&memory32);
	if (memory64.parent)
		release_resource(&memory64);
}

static void set_up(struct pci_host_bridge *bridge)
{
	sysdata.domain = domain;
	sysdata.node = NUMA_NO_NODE;
	buses.start = 0;
	buses.end = last_bus;
	bridge->sysdata = &sysdata;
	bridge->ops = &config_ops;
	bridge->busnr = 0;
	/* Services of ports that there is no interrupt for. */
	bridge->native_aer = 0;
	bridge->native_dpc = 0;
	bridge->native_ltr = 0;
	bridge->native_pcie_hotplug = 0;
	bridge->native_pme = 0;
	bridge->native_shpc_hotplug = 0;
	pci_add_resource(&bridge->windows, &buses);
}

static int register_bridge(struct pci_host_bridge *bridge)
{
	int error;

	error = add_window(bridge, &memory32, window32);
	if (!error)
		error = add_window(bridge, &memory64, window64);
	if (error)
		return error;
	hooked = !pci_acpi_set_companion_lookup_hook(mark_device);
	if (!hooked)
		pr_warn("virtual_pci: removable= has no effect: the hook is taken or missing\n");
	pci_lock_rescan_remove();
	error = pci_scan_root_bus_bridge(bridge);
	if (!error)
		pci_bus_add_devices(bridge->bus);
	pci_unlock_rescan_remove();
	return error;
}

int vpci_host_create(void)
{
	struct pci_host_bridge *bridge;
	int error;

	if (domain < 0 || domain > 0xffff || last_bus < 1 || last_bus > 0xff)
		return -EINVAL;
	if (pci_find_bus(domain, 0))
		return -EEXIST;
	bridge = pci_alloc_host_bridge(0);
	if (!bridge)
		return -ENOMEM;
	set_up(bridge);
	error = register_bridge(bridge);
	if (!error) {
		root = bridge->bus;
		return 0;
	}
	if (hooked)
		pci_acpi_clear_companion_lookup_hook();
	release_windows();
	pci_free_host_bridge(bridge);
	return error;
}

void vpci_host_destroy(void)
{
	struct vpci_function *function;

	pci_lock_rescan_remove();
	pci_stop_root_bus(root);
	pci_remove_root_bus(root);
	pci_unlock_rescan_remove();
	if (hooked)
		pci_acpi_clear_companion_lookup_hook();
	release_windows();
	while ((function = vpci_function_last()))
		vpci_function_free(function);
}

int vpci_host_domain(void)
{
	return domain;
}

bool vpci_host_has_bus(unsigned int bus)
{
	return bus <= last_bus;
}

struct pci_bus *vpci_host_root(void)
{
	return root;
}

/* Gives a reference, or NULL. */
struct pci_dev *vpci_host_device(const struct vpci_function *function)
{
	return pci_get_domain_bus_and_slot(domain, function->bus, function->devfn);
}
