// SPDX-License-Identifier: GPL-2.0
/* hwmon: the fan. */
#include <linux/kstrtox.h>
#include <linux/sysfs.h>

#include "amdgpu.h"

enum { FAN_FULL, FAN_MANUAL, FAN_AUTO, FAN_MODES };

#define PWM_FULL	255
#define PWM_AUTO	51

void fan_set_defaults(struct card *card)
{
	card->fan_mode = FAN_AUTO;
	card->fan_pwm = PWM_AUTO;
}

static ssize_t show_number(struct card *card, const char *operation, const u8 *number, char *buffer)
{
	int error;

	error = card_access_begin(card, operation);
	if (error)
		return error;
	card_access_end(card);
	return sysfs_emit(buffer, "%u\n", READ_ONCE(*number));
}

static int set_mode(struct card *card, u32 mode)
{
	static const u8 pwm[FAN_MODES] = { [FAN_FULL] = PWM_FULL, [FAN_AUTO] = PWM_AUTO };

	if (mode >= FAN_MODES)
		return -EINVAL;
	card->fan_mode = mode;
	if (mode != FAN_MANUAL)
		card->fan_pwm = pwm[mode];
	return 0;
}

static int set_pwm(struct card *card, u32 pwm)
{
	if (card->fan_mode != FAN_MANUAL || pwm > PWM_FULL)
		return -EINVAL;
	card->fan_pwm = pwm;
	return 0;
}

static ssize_t store_number(struct card *card, const char *operation, const char *text,
			    size_t length, int (*set)(struct card *card, u32 number))
{
	u32 number;
	int error;

	error = kstrtou32(text, 10, &number);
	if (error)
		return error;
	error = card_access_begin(card, operation);
	if (error)
		return error;
	mutex_lock(&card->lock);
	error = set(card, number);
	mutex_unlock(&card->lock);
	card_access_end(card);
	return error ? error : length;
}

#define FAN_ATTRIBUTE(_name, _member, _set)						\
static ssize_t _name##_show(struct device *device, struct device_attribute *attribute,	\
			    char *buffer)						\
{											\
	struct card *card = card_of(device);						\
											\
	return show_number(card, "read:" #_name, &card->_member, buffer);		\
}											\
static ssize_t _name##_store(struct device *device, struct device_attribute *attribute,	\
			     const char *text, size_t length)				\
{											\
	return store_number(card_of(device), "write:" #_name, text, length, _set);	\
}											\
static DEVICE_ATTR_RW(_name)

FAN_ATTRIBUTE(pwm1_enable, fan_mode, set_mode);
FAN_ATTRIBUTE(pwm1, fan_pwm, set_pwm);

static struct attribute *attributes[] = {
	&dev_attr_pwm1_enable.attr,
	&dev_attr_pwm1.attr,
	NULL
};

static umode_t is_visible(struct kobject *kobj, struct attribute *attribute, int index)
{
	return card_of(kobj_to_dev(kobj))->model->apu ? 0 : attribute->mode;
}

const struct attribute_group fan_group = { .attrs = attributes, .is_visible = is_visible };
