// SPDX-License-Identifier: GPL-2.0
/* Words of the control language to values. */
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/string.h>

#include "virtual_pci.h"

#define HIGHEST_SPEED	6
#define WIDEST_LINK	32

int vpci_parse_address(const char *text, u8 *bus, u8 *devfn)
{
	unsigned int domain, b, slot, function;
	char rest;

	if (sscanf(text, "%x:%x:%x.%x%c", &domain, &b, &slot, &function, &rest) != 4) {
		domain = vpci_host_domain();
		if (sscanf(text, "%x:%x.%x%c", &b, &slot, &function, &rest) != 3)
			return -EINVAL;
	}
	if (domain != vpci_host_domain() || !vpci_host_has_bus(b) || slot > 31 || function > 7)
		return -EINVAL;
	*bus = b;
	*devfn = PCI_DEVFN(slot, function);
	return 0;
}

static int parse_id(const char *text, u16 *vendor, u16 *device)
{
	unsigned int v, d;
	char rest;

	if (sscanf(text, "%4x:%4x%c", &v, &d, &rest) != 2)
		return -EINVAL;
	*vendor = v;
	*device = d;
	return 0;
}

static int parse_removable(const char *text, enum device_removable *removable)
{
	if (!strcmp(text, "yes"))
		*removable = DEVICE_REMOVABLE;
	else if (!strcmp(text, "no"))
		*removable = DEVICE_FIXED;
	else if (!strcmp(text, "unknown"))
		*removable = DEVICE_REMOVABLE_UNKNOWN;
	else
		return -EINVAL;
	return 0;
}

static int parse_port(const char *text, u8 *type)
{
	if (!strcmp(text, "root"))
		*type = PCI_EXP_TYPE_ROOT_PORT;
	else if (!strcmp(text, "upstream"))
		*type = PCI_EXP_TYPE_UPSTREAM;
	else if (!strcmp(text, "downstream"))
		*type = PCI_EXP_TYPE_DOWNSTREAM;
	else
		return -EINVAL;
	return 0;
}

static int parse_buses(const char *text, struct vpci_spec *spec)
{
	unsigned int first, last;
	char rest;

	if (sscanf(text, "%x-%x%c", &first, &last, &rest) != 2) {
		if (sscanf(text, "%x%c", &first, &rest) != 1)
			return -EINVAL;
		last = first;
	}
	if (first <= spec->bus || last < first || !vpci_host_has_bus(last))
		return -EINVAL;
	spec->secondary = first;
	spec->subordinate = last;
	return 0;
}

/* SIZE[,64][,prefetch] */
static int parse_bar(char *text, int number, struct vpci_spec *spec)
{
	const char *word = strsep(&text, ",");
	char *end;

	spec->bar[number].size = memparse(word, &end);
	if (*end || !is_power_of_2(spec->bar[number].size) || spec->bar[number].size < 16)
		return -EINVAL;
	while ((word = strsep(&text, ","))) {
		if (!strcmp(word, "64") && number + 1 < VPCI_BARS)
			spec->bar[number].flags |= PCI_BASE_ADDRESS_MEM_TYPE_64;
		else if (!strcmp(word, "prefetch"))
			spec->bar[number].flags |= PCI_BASE_ADDRESS_MEM_PREFETCH;
		else
			return -EINVAL;
	}
	return 0;
}

/* BAR:OFFSET:VALUE, 32 bits, in hexadecimal but for the BAR */
static int parse_register(const char *text, struct vpci_spec *spec)
{
	struct vpci_register *reg = &spec->preset[spec->registers];
	unsigned int bar;
	char rest;

	if (spec->registers == VPCI_REGISTERS ||
	    sscanf(text, "%u:%x:%x%c", &bar, &reg->offset, &reg->value, &rest) != 3 ||
	    bar >= VPCI_BARS || reg->offset % sizeof(u32))
		return -EINVAL;
	reg->bar = bar;
	spec->registers++;
	return 0;
}

static int parse_value(const char *key, char *value, struct vpci_spec *spec)
{
	if (!strcmp(key, "subsystem"))
		return parse_id(value, &spec->subsystem_vendor, &spec->subsystem_device);
	if (!strcmp(key, "class"))
		return kstrtou32(value, 16, &spec->class);
	if (!strcmp(key, "revision"))
		return kstrtou8(value, 16, &spec->revision);
	if (!strcmp(key, "speed"))
		return kstrtou8(value, 10, &spec->speed);
	if (!strcmp(key, "width"))
		return kstrtou8(value, 10, &spec->width);
	if (!strcmp(key, "removable"))
		return parse_removable(value, &spec->removable);
	if (!strcmp(key, "port"))
		return parse_port(value, &spec->port_type);
	if (!strcmp(key, "bridge"))
		return parse_buses(value, spec);
	if (!strcmp(key, "register"))
		return parse_register(value, spec);
	if (!strncmp(key, "bar", 3) && key[3] >= '0' && key[3] < '0' + VPCI_BARS && !key[4])
		return parse_bar(value, key[3] - '0', spec);
	return -EINVAL;
}

static int parse_option(char *word, struct vpci_spec *spec)
{
	char *value = word;
	const char *key = strsep(&value, "=");

	if (value)
		return parse_value(key, value, spec);
	if (!strcmp(key, "primary"))
		spec->primary = true;
	else if (!strcmp(key, "external"))
		spec->external = true;
	else
		return -EINVAL;
	return 0;
}

static bool is_possible(const struct vpci_spec *spec)
{
	int i;

	if (spec->class > 0xffffff || !spec->speed || spec->speed > HIGHEST_SPEED ||
	    spec->width > WIDEST_LINK)
		return false;
	for (i = 0; i + 1 < VPCI_BARS; i++)
		if (spec->bar[i].flags & PCI_BASE_ADDRESS_MEM_TYPE_64 && spec->bar[i + 1].size)
			return false;
	for (i = 0; i < spec->registers; i++)
		if (spec->preset[i].offset >= spec->bar[spec->preset[i].bar].size)
			return false;
	return true;
}

/* ADDRESS VENDOR:DEVICE [OPTION...] */
int vpci_parse_spec(char **words, int count, struct vpci_spec *spec)
{
	int error, i;

	*spec = (struct vpci_spec){
		.class = PCI_CLASS_DISPLAY_VGA << 8,
		.speed = 4,
		.width = 16,
		.removable = DEVICE_REMOVABLE_NOT_SUPPORTED,
		.port_type = PCI_EXP_TYPE_ROOT_PORT,
	};
	if (count < 2)
		return -EINVAL;
	error = vpci_parse_address(words[0], &spec->bus, &spec->devfn);
	if (!error)
		error = parse_id(words[1], &spec->vendor, &spec->device);
	for (i = 2; i < count && !error; i++)
		error = parse_option(words[i], spec);
	if (error)
		return error;
	if (spec->secondary)
		spec->class = PCI_CLASS_BRIDGE_PCI << 8;
	return is_possible(spec) ? 0 : -EINVAL;
}
