// SPDX-License-Identifier: GPL-2.0
/*
 * The functions that there are. Config space is read from any context, so a raw spinlock guards the
 * list; it changes only under the control lock, whose holders may walk it without the spinlock.
 */
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/sysfs.h>

#include "virtual_pci.h"

static LIST_HEAD(functions);
static DEFINE_RAW_SPINLOCK(functions_lock);

struct vpci_function *vpci_function_find(u8 bus, u8 devfn)
{
	struct vpci_function *function;

	list_for_each_entry(function, &functions, node)
		if (function->bus == bus && function->devfn == devfn)
			return function;
	return NULL;
}

struct vpci_function *vpci_function_last(void)
{
	if (list_empty(&functions))
		return NULL;
	return list_last_entry(&functions, struct vpci_function, node);
}

struct vpci_function *vpci_function_add(const struct vpci_spec *spec)
{
	struct vpci_function *function;
	unsigned long flags;

	function = kzalloc(sizeof(*function), GFP_KERNEL);
	if (!function)
		return NULL;
	function->bus = spec->bus;
	function->devfn = spec->devfn;
	function->external = spec->external;
	function->secondary = spec->secondary;
	function->subordinate = spec->subordinate;
	function->removable = spec->removable;
	vpci_config_init(&function->config, spec);
	raw_spin_lock_irqsave(&functions_lock, flags);
	list_add_tail(&function->node, &functions);
	raw_spin_unlock_irqrestore(&functions_lock, flags);
	return function;
}

void vpci_function_free(struct vpci_function *function)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&functions_lock, flags);
	list_del(&function->node);
	raw_spin_unlock_irqrestore(&functions_lock, flags);
	kfree(function);
}

bool vpci_function_is_below(const struct vpci_function *function,
			    const struct vpci_function *bridge)
{
	return bridge->secondary && function->bus >= bridge->secondary &&
	       function->bus <= bridge->subordinate;
}

void vpci_function_free_tree(struct vpci_function *bridge)
{
	struct vpci_function *function, *next;

	list_for_each_entry_safe(function, next, &functions, node)
		if (vpci_function_is_below(function, bridge))
			vpci_function_free(function);
	vpci_function_free(bridge);
}

void vpci_function_lose(struct vpci_function *top, bool lost)
{
	struct vpci_function *function;
	unsigned long flags;

	raw_spin_lock_irqsave(&functions_lock, flags);
	list_for_each_entry(function, &functions, node)
		if (function == top || vpci_function_is_below(function, top))
			function->lost = lost;
	raw_spin_unlock_irqrestore(&functions_lock, flags);
}

ssize_t vpci_function_list(char *buffer)
{
	const struct vpci_function *function;
	ssize_t length = 0;

	list_for_each_entry(function, &functions, node)
		length += sysfs_emit_at(buffer, length, "%04x:%02x:%02x.%d %04x:%04x%s%s\n",
					vpci_host_domain(), function->bus,
					PCI_SLOT(function->devfn), PCI_FUNC(function->devfn),
					vpci_config_read(&function->config, PCI_VENDOR_ID, 2),
					vpci_config_read(&function->config, PCI_DEVICE_ID, 2),
					function->secondary ? " bridge" : "",
					function->lost ? " lost" : "");
	return length;
}

static bool has_siblings(const struct vpci_function *first)
{
	const struct vpci_function *function;

	list_for_each_entry(function, &functions, node)
		if (function != first && function->bus == first->bus &&
		    PCI_SLOT(function->devfn) == PCI_SLOT(first->devfn))
			return true;
	return false;
}

/* The bit is not part of the image: siblings come and go. */
static u32 multifunction_bit(const struct vpci_function *function, int where, int size)
{
	if (where > PCI_HEADER_TYPE || where + size <= PCI_HEADER_TYPE)
		return 0;
	if (PCI_FUNC(function->devfn) || !has_siblings(function))
		return 0;
	return 0x80u << (8 * (PCI_HEADER_TYPE - where));
}

int vpci_function_read(u8 bus, u8 devfn, int where, int size, u32 *value)
{
	const struct vpci_function *function;
	int result = PCIBIOS_SUCCESSFUL;
	unsigned long flags;

	*value = ~0u;
	raw_spin_lock_irqsave(&functions_lock, flags);
	function = vpci_function_find(bus, devfn);
	if (!function)
		result = PCIBIOS_DEVICE_NOT_FOUND;
	else if (!function->lost && where + size <= PCI_CFG_SPACE_EXP_SIZE)
		*value = vpci_config_read(&function->config, where, size) |
			 multifunction_bit(function, where, size);
	raw_spin_unlock_irqrestore(&functions_lock, flags);
	return result;
}

void vpci_function_write(u8 bus, u8 devfn, int where, int size, u32 value)
{
	struct vpci_function *function;
	unsigned long flags;

	raw_spin_lock_irqsave(&functions_lock, flags);
	function = vpci_function_find(bus, devfn);
	if (function && !function->lost && where + size <= PCI_CFG_SPACE_EXP_SIZE)
		vpci_config_write(&function->config, where, size, value);
	raw_spin_unlock_irqrestore(&functions_lock, flags);
}

bool vpci_function_marks(u8 bus, u8 devfn, enum device_removable *removable, bool *external)
{
	const struct vpci_function *function;
	unsigned long flags;

	raw_spin_lock_irqsave(&functions_lock, flags);
	function = vpci_function_find(bus, devfn);
	if (function) {
		*removable = function->removable;
		*external = function->external;
	}
	raw_spin_unlock_irqrestore(&functions_lock, flags);
	return function != NULL;
}
