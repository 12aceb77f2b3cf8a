// SPDX-License-Identifier: GPL-2.0
/* hwmon: the limit of power, and what the card draws. Microwatts outside, whole watts inside. */
#include <linux/hwmon-sysfs.h>
#include <linux/hwmon.h>
#include <linux/sysfs.h>

#include "amdgpu.h"

static ssize_t show_watts(struct card *card, const char *operation, u16 watts, char *buffer)
{
	int error;

	error = card_access_begin(card, operation);
	if (error)
		return error;
	card_access_end(card);
	return sysfs_emit(buffer, "%u\n", watts * MICROWATTS);
}

static ssize_t power1_cap_show(struct device *device, struct device_attribute *attribute,
			       char *buffer)
{
	struct card *card = card_of(device);

	return show_watts(card, "read:power1_cap", READ_ONCE(card->watts), buffer);
}

static ssize_t power1_cap_store(struct device *device, struct device_attribute *attribute,
				const char *text, size_t length)
{
	struct card *card = card_of(device);
	const struct model *model = card->model;
	u32 watts;
	int error;

	error = kstrtou32(text, 10, &watts);
	if (error)
		return error;
	watts /= MICROWATTS;
	error = card_access_begin(card, "write:power1_cap");
	if (error)
		return error;
	if (watts < model->watts_min || watts > model->watts_max)
		error = -EINVAL;
	else
		WRITE_ONCE(card->watts, watts);
	card_access_end(card);
	return error ? error : length;
}
static DEVICE_ATTR_RW(power1_cap);

#define LIMIT_ATTRIBUTE(_name, _limit)							\
static ssize_t _name##_show(struct device *device, struct device_attribute *attribute,	\
			    char *buffer)						\
{											\
	struct card *card = card_of(device);						\
											\
	return show_watts(card, "read:" #_name, card->model->_limit, buffer);		\
}											\
static DEVICE_ATTR_RO(_name)

LIMIT_ATTRIBUTE(power1_cap_min, watts_min);
LIMIT_ATTRIBUTE(power1_cap_max, watts_max);
LIMIT_ATTRIBUTE(power1_cap_default, watts_default);

static ssize_t power1_average_show(struct device *device, struct device_attribute *attribute,
				   char *buffer)
{
	return show_watts(card_of(device), "read:power1_average", 7, buffer);
}
static DEVICE_ATTR_RO(power1_average);

static ssize_t temp1_input_show(struct device *device, struct device_attribute *attribute,
				char *buffer)
{
	struct card *card = card_of(device);
	int error;

	error = card_access_begin(card, "read:temp1_input");
	if (error)
		return error;
	card_access_end(card);
	return sysfs_emit(buffer, "40000\n");
}
static DEVICE_ATTR_RO(temp1_input);

static ssize_t temp1_label_show(struct device *device, struct device_attribute *attribute,
				char *buffer)
{
	return sysfs_emit(buffer, "edge\n");
}
static DEVICE_ATTR_RO(temp1_label);

static struct attribute *power_attributes[] = {
	&dev_attr_power1_cap.attr,
	&dev_attr_power1_cap_min.attr,
	&dev_attr_power1_cap_max.attr,
	&dev_attr_power1_cap_default.attr,
	&dev_attr_power1_average.attr,
	NULL
};

static umode_t is_visible(struct kobject *kobj, struct attribute *attribute, int index)
{
	return card_of(kobj_to_dev(kobj))->model->watts_max ? attribute->mode : 0;
}

static const struct attribute_group limits = {
	.attrs = power_attributes,
	.is_visible = is_visible,
};

static struct attribute *temperature_attributes[] = {
	&dev_attr_temp1_input.attr,
	&dev_attr_temp1_label.attr,
	NULL
};

static const struct attribute_group temperatures = { .attrs = temperature_attributes };

static const struct attribute_group *groups[] = { &limits, &temperatures, &fan_group, NULL };

int sensors_create(struct card *card)
{
	struct device *hwmon;

	hwmon = devm_hwmon_device_register_with_groups(&card->pci->dev, "amdgpu", card, groups);
	return PTR_ERR_OR_ZERO(hwmon);
}
