// SPDX-License-Identifier: GPL-2.0
/*
 * The image of one function's config space: what it says, and which bits of it keep what is
 * written. Registers that a real function would react to (power state, link control) only remember.
 */
#include <linux/pci_regs.h>
#include <linux/string.h>

#include "virtual_pci.h"

#define CAP_EXPRESS	0x40
#define CAP_POWER	0x80
#define MEMORY_BITS	0xfff0
#define IO_BITS		0xf0

static void set16(struct vpci_config *config, int where, u16 value)
{
	config->value[where] = value;
	config->value[where + 1] = value >> 8;
}

static void set32(struct vpci_config *config, int where, u32 value)
{
	set16(config, where, value);
	set16(config, where + 2, value >> 16);
}

static void allow16(struct vpci_config *config, int where, u16 mask)
{
	config->writable[where] = mask;
	config->writable[where + 1] = mask >> 8;
}

static void allow32(struct vpci_config *config, int where, u32 mask)
{
	allow16(config, where, mask);
	allow16(config, where + 2, mask >> 16);
}

static void add_capability(struct vpci_config *config, int where, u8 id)
{
	config->value[where] = id;
	config->value[where + PCI_CAP_LIST_NEXT] = config->value[PCI_CAPABILITY_LIST];
	config->value[PCI_CAPABILITY_LIST] = where;
	set16(config, PCI_STATUS, PCI_STATUS_CAP_LIST);
}

static void add_express(struct vpci_config *config, int type, int speed, int width)
{
	const int c = CAP_EXPRESS;

	add_capability(config, c, PCI_CAP_ID_EXP);
	set16(config, c + PCI_EXP_FLAGS, 2 | type << 4);
	set32(config, c + PCI_EXP_DEVCAP, PCI_EXP_DEVCAP_RBER | 1);	/* payloads of 256 bytes */
	allow16(config, c + PCI_EXP_DEVCTL, 0x7fff);
	set32(config, c + PCI_EXP_LNKCAP, speed | width << 4);
	allow16(config, c + PCI_EXP_LNKCTL, 0x00db);
	set16(config, c + PCI_EXP_LNKSTA, speed | width << 4);
	allow16(config, c + PCI_EXP_DEVCTL2, 0xffff);
	set32(config, c + PCI_EXP_LNKCAP2, ((1 << speed) - 1) << 1);
	set16(config, c + PCI_EXP_LNKCTL2, speed);
	allow16(config, c + PCI_EXP_LNKCTL2, 0xffff);
}

/* With it the PCI core puts the function into D3 when its driver suspends it. */
static void add_power(struct vpci_config *config)
{
	add_capability(config, CAP_POWER, PCI_CAP_ID_PM);
	set16(config, CAP_POWER + PCI_PM_PMC, 3);
	set16(config, CAP_POWER + PCI_PM_CTRL, PCI_PM_CTRL_NO_SOFT_RESET);
	allow16(config, CAP_POWER + PCI_PM_CTRL, PCI_PM_CTRL_STATE_MASK);
}

/* The PCI core writes ones and takes the lowest bit that stuck for the size. */
static void add_bar(struct vpci_config *config, int number, u64 size, u32 flags)
{
	const int where = PCI_BASE_ADDRESS_0 + 4 * number;
	const u64 mask = ~(size - 1);

	set32(config, where, flags);
	allow32(config, where, (u32)mask & PCI_BASE_ADDRESS_MEM_MASK);
	if (flags & PCI_BASE_ADDRESS_MEM_TYPE_64)
		allow32(config, where + 4, mask >> 32);
}

static void init_header(struct vpci_config *config, const struct vpci_spec *spec)
{
	set16(config, PCI_VENDOR_ID, spec->vendor);
	set16(config, PCI_DEVICE_ID, spec->device);
	set32(config, PCI_CLASS_REVISION, spec->class << 8 | spec->revision);
	allow16(config, PCI_COMMAND, PCI_COMMAND_IO | PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER |
		PCI_COMMAND_PARITY | PCI_COMMAND_SERR | PCI_COMMAND_INTX_DISABLE);
	config->writable[PCI_CACHE_LINE_SIZE] = 0xff;
	config->writable[PCI_LATENCY_TIMER] = 0xff;
	config->writable[PCI_INTERRUPT_LINE] = 0xff;
}

static void init_endpoint(struct vpci_config *config, const struct vpci_spec *spec)
{
	int i;

	set16(config, PCI_SUBSYSTEM_VENDOR_ID, spec->subsystem_vendor);
	set16(config, PCI_SUBSYSTEM_ID, spec->subsystem_device);
	if (spec->primary)
		set16(config, PCI_COMMAND, PCI_COMMAND_IO | PCI_COMMAND_MEMORY);
	for (i = 0; i < VPCI_BARS; i++)
		if (spec->bar[i].size)
			add_bar(config, i, spec->bar[i].size, spec->bar[i].flags);
	if (spec->width)
		add_express(config, PCI_EXP_TYPE_LEG_END, spec->speed, spec->width);
	add_power(config);
}

/*
 * Numbered like firmware would have done it: the PCI core then keeps the bus numbers. All windows
 * are closed, which is a base above the limit.
 */
static void init_bridge(struct vpci_config *config, const struct vpci_spec *spec)
{
	config->value[PCI_HEADER_TYPE] = PCI_HEADER_TYPE_BRIDGE;
	config->value[PCI_PRIMARY_BUS] = spec->bus;
	config->value[PCI_SECONDARY_BUS] = spec->secondary;
	config->value[PCI_SUBORDINATE_BUS] = spec->subordinate;
	set16(config, PCI_COMMAND, PCI_COMMAND_IO | PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER);
	config->value[PCI_IO_BASE] = IO_BITS;
	config->writable[PCI_IO_BASE] = IO_BITS;
	config->writable[PCI_IO_LIMIT] = IO_BITS;
	set16(config, PCI_MEMORY_BASE, MEMORY_BITS);
	allow16(config, PCI_MEMORY_BASE, MEMORY_BITS);
	allow16(config, PCI_MEMORY_LIMIT, MEMORY_BITS);
	set16(config, PCI_PREF_MEMORY_BASE, MEMORY_BITS | PCI_PREF_RANGE_TYPE_64);
	set16(config, PCI_PREF_MEMORY_LIMIT, PCI_PREF_RANGE_TYPE_64);
	allow16(config, PCI_PREF_MEMORY_BASE, MEMORY_BITS);
	allow16(config, PCI_PREF_MEMORY_LIMIT, MEMORY_BITS);
	allow32(config, PCI_PREF_BASE_UPPER32, ~0u);
	allow32(config, PCI_PREF_LIMIT_UPPER32, ~0u);
	set16(config, PCI_BRIDGE_CONTROL, spec->primary ? PCI_BRIDGE_CTL_VGA : 0);
	allow16(config, PCI_BRIDGE_CONTROL, PCI_BRIDGE_CTL_PARITY | PCI_BRIDGE_CTL_SERR |
		PCI_BRIDGE_CTL_VGA);
	add_express(config, spec->port_type, spec->speed, spec->width);
}

void vpci_config_init(struct vpci_config *config, const struct vpci_spec *spec)
{
	memset(config, 0, sizeof(*config));
	init_header(config, spec);
	if (spec->secondary)
		init_bridge(config, spec);
	else
		init_endpoint(config, spec);
}

u32 vpci_config_read(const struct vpci_config *config, int where, int size)
{
	u32 value = 0;
	int i;

	for (i = 0; i < size; i++)
		value |= (u32)config->value[where + i] << (8 * i);
	return value;
}

void vpci_config_write(struct vpci_config *config, int where, int size, u32 value)
{
	int i;

	for (i = 0; i < size; i++) {
		const u8 mask = config->writable[where + i];
		const u8 byte = value >> (8 * i);

		config->value[where + i] = (config->value[where + i] & ~mask) | (byte & mask);
	}
}
