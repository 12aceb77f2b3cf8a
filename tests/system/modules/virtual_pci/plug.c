// SPDX-License-Identifier: GPL-2.0
/* Coming and going, as the kernel's own PCIe hot-plug driver does it. */
#include <linux/pci.h>

#include "virtual_pci.h"

#define PORT_VENDOR	0x1022
#define PORT_DEVICE	0x14db
#define CLASS_BRIDGE	(PCI_CLASS_BRIDGE_PCI << 8)

/*
 * Behind the BARs of one card after the other is the same memory: a card that asks for values
 * begins with zeroes, as one that was switched on.
 */
static int clear_bar(struct pci_dev *device, int bar)
{
	void __iomem *memory = pci_ioremap_bar(device, bar);

	if (!memory)
		return -EIO;
	memset_io(memory, 0, pci_resource_len(device, bar));
	iounmap(memory);
	return 0;
}

static int set_register(struct pci_dev *device, const struct vpci_register *reg)
{
	void __iomem *memory = pci_ioremap_bar(device, reg->bar);

	if (!memory)
		return -EIO;
	writel(reg->value, memory + reg->offset);
	iounmap(memory);
	return 0;
}

/* Before any driver can see the function. */
static int set_registers(struct pci_dev *device, const struct vpci_spec *spec)
{
	unsigned long cleared = 0;
	int error = 0, i;

	for (i = 0; i < spec->registers && !error; i++)
		if (!test_and_set_bit(spec->preset[i].bar, &cleared))
			error = clear_bar(device, spec->preset[i].bar);
	for (i = 0; i < spec->registers && !error; i++)
		error = set_register(device, &spec->preset[i]);
	return error;
}

/* Lets the PCI core find a function that is in the list by now. Rescan lock held. */
static int announce(struct pci_bus *bus, const struct vpci_function *function,
		    const struct vpci_spec *spec)
{
	struct pci_dev *device;
	int error;

	if (PCI_FUNC(function->devfn))
		pci_scan_single_device(bus, function->devfn);
	else
		pci_scan_slot(bus, function->devfn);
	device = vpci_host_device(function);
	if (!device)
		return -EIO;
	if (function->secondary)
		pci_scan_bridge(bus, device, function->secondary, 0);
	if (bus->self)
		pci_assign_unassigned_bridge_resources(bus->self);
	else
		pci_assign_unassigned_bus_resources(bus);
	error = set_registers(device, spec);
	if (error)
		pci_stop_and_remove_bus_device(device);
	else
		pci_bus_add_devices(bus);
	pci_dev_put(device);
	return error;
}

static int plug_into(struct pci_bus *bus, const struct vpci_spec *spec)
{
	struct vpci_function *function;
	int error;

	function = vpci_function_add(spec);
	if (!function)
		return -ENOMEM;
	error = announce(bus, function, spec);
	if (error)
		vpci_function_free(function);
	return error;
}

/* A root port for a bus that nothing leads to. Rescan lock held. */
static int add_port(const struct vpci_spec *card)
{
	const struct vpci_spec port = {
		.devfn = PCI_DEVFN(card->bus & 0x1f, card->bus >> 5),
		.vendor = PORT_VENDOR,
		.device = PORT_DEVICE,
		.class = CLASS_BRIDGE,
		.speed = 4,
		.width = 16,
		.removable = DEVICE_REMOVABLE_NOT_SUPPORTED,
		.primary = card->primary,
		.port_type = PCI_EXP_TYPE_ROOT_PORT,
		.secondary = card->bus,
		.subordinate = card->bus,
	};

	if (vpci_function_find(port.bus, port.devfn))
		return -EBUSY;
	return plug_into(vpci_host_root(), &port);
}

int vpci_plug(const struct vpci_spec *spec)
{
	struct pci_bus *bus;
	int error = 0;

	if (vpci_function_find(spec->bus, spec->devfn))
		return -EEXIST;
	pci_lock_rescan_remove();
	bus = pci_find_bus(vpci_host_domain(), spec->bus);
	if (!bus) {
		error = add_port(spec);
		bus = pci_find_bus(vpci_host_domain(), spec->bus);
	}
	if (!error)
		error = bus ? plug_into(bus, spec) : -EIO;
	pci_unlock_rescan_remove();
	return error;
}

void vpci_unplug(struct vpci_function *function)
{
	struct pci_dev *device = vpci_host_device(function);

	if (device) {
		pci_stop_and_remove_bus_device_locked(device);
		pci_dev_put(device);
	}
	vpci_function_free_tree(function);
}

static int disconnect(struct pci_dev *device, void *unused)
{
	device->error_state = pci_channel_io_perm_failure;
	return 0;
}

void vpci_yank(struct vpci_function *function)
{
	struct pci_dev *device = vpci_host_device(function);

	vpci_function_lose(function, true);
	if (device) {
		disconnect(device, NULL);
		if (device->subordinate)
			pci_walk_bus(device->subordinate, disconnect, NULL);
		pci_dev_put(device);
	}
	vpci_unplug(function);
}
