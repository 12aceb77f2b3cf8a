// SPDX-License-Identifier: GPL-2.0
/* What the driver keeps in memory about the card: reading it wakes nothing. */
#include <linux/sizes.h>
#include <linux/sysfs.h>

#include "amdgpu.h"

/* Goes with the card, not with the slot: cards of one kind differ by their subsystem. */
static ssize_t unique_id_show(struct device *device, struct device_attribute *attribute,
			      char *buffer)
{
	const struct pci_dev *pci = card_of(device)->pci;

	return sysfs_emit(buffer, "%04x%04x%04x%04x\n", 0x5eed, pci->device, pci->subsystem_vendor,
			  pci->subsystem_device);
}
static DEVICE_ATTR_RO(unique_id);

static ssize_t mem_info_vram_total_show(struct device *device, struct device_attribute *attribute,
					char *buffer)
{
	return sysfs_emit(buffer, "%llu\n", (u64)card_of(device)->model->gigabytes * SZ_1G);
}
static DEVICE_ATTR_RO(mem_info_vram_total);

static ssize_t mem_info_vram_used_show(struct device *device, struct device_attribute *attribute,
				       char *buffer)
{
	return sysfs_emit(buffer, "%u\n", SZ_16M);
}
static DEVICE_ATTR_RO(mem_info_vram_used);

static ssize_t test_parameters_show(struct device *device, struct device_attribute *attribute,
				    char *buffer)
{
	return sysfs_emit(buffer, "%s\n", card_of(device)->parameters);
}
static DEVICE_ATTR_RO(test_parameters);

static struct attribute *attributes[] = {
	&dev_attr_unique_id.attr,
	&dev_attr_mem_info_vram_total.attr,
	&dev_attr_mem_info_vram_used.attr,
	&dev_attr_test_parameters.attr,
	NULL
};

static umode_t is_visible(struct kobject *kobj, struct attribute *attribute, int index)
{
	const struct card *card = card_of(kobj_to_dev(kobj));

	if (attribute == &dev_attr_unique_id.attr && !card->model->has_unique_id)
		return 0;
	return attribute->mode;
}

const struct attribute_group identity_group = {
	.attrs = attributes,
	.is_visible = is_visible,
};
