// SPDX-License-Identifier: GPL-2.0
/* Attributes that set how the card runs. */
#include <linux/string.h>
#include <linux/sysfs.h>

#include "amdgpu.h"

/* The order matters: like the real driver this takes the first one that the text begins with. */
static const char * const levels[] = {
	"low", "high", "auto", "manual", "profile_exit", "profile_standard", "profile_min_sclk",
	"profile_min_mclk", "profile_peak", "perf_determinism",
};

enum { LEVEL_AUTO = 2, LEVEL_MANUAL = 3, LEVEL_PROFILE_EXIT = 4 };

static const char * const profiles[] = {
	"BOOTUP_DEFAULT", "3D_FULL_SCREEN", "POWER_SAVING", "VIDEO", "VR", "COMPUTE", "CUSTOM",
};

enum { PROFILE_3D = 1 };

static const u16 graphics_mhz[] = { 500, 1000, 2000 };
static const u16 memory_mhz[] = { 100, 400, 700, 900 };

static const struct {
	const u16 *mhz;
	unsigned int count;
} clocks[CLOCKS] = {
	[CLOCK_GRAPHICS] = { graphics_mhz, ARRAY_SIZE(graphics_mhz) },
	[CLOCK_MEMORY] = { memory_mhz, ARRAY_SIZE(memory_mhz) },
};

#define THROTTLING_DEFAULT	60
#define THROTTLING_MAX		3600

static void allow_all_clocks(struct card *card)
{
	int i;

	for (i = 0; i < CLOCKS; i++)
		card->clock_mask[i] = (1u << clocks[i].count) - 1;
}

void power_set_defaults(struct card *card)
{
	card->level = LEVEL_AUTO;
	card->profile = PROFILE_3D;
	card->watts = card->model->watts_default;
	card->throttling_seconds = THROTTLING_DEFAULT;
	allow_all_clocks(card);
	fan_set_defaults(card);
}

/* Every attribute here goes the same way: reach the card, hold its settings, do it. */
static ssize_t show_with(struct device *device, const char *operation, char *buffer,
			 ssize_t (*show)(struct card *card, char *buffer))
{
	struct card *card = card_of(device);
	ssize_t length;

	length = card_access_begin(card, operation);
	if (length)
		return length;
	mutex_lock(&card->lock);
	length = show(card, buffer);
	mutex_unlock(&card->lock);
	card_access_end(card);
	return length;
}

static ssize_t store_with(struct device *device, const char *operation, const char *text,
			  size_t length, int (*store)(struct card *card, const char *text))
{
	struct card *card = card_of(device);
	int error;

	error = card_access_begin(card, operation);
	if (error)
		return error;
	mutex_lock(&card->lock);
	error = store(card, text);
	mutex_unlock(&card->lock);
	card_access_end(card);
	return error ? error : length;
}

#define CARD_ATTRIBUTE(_name)								\
static ssize_t _name##_show(struct device *device, struct device_attribute *attribute,	\
			    char *buffer)						\
{											\
	return show_with(device, "read:" #_name, buffer, show_##_name);			\
}											\
static ssize_t _name##_store(struct device *device, struct device_attribute *attribute,	\
			     const char *text, size_t length)				\
{											\
	return store_with(device, "write:" #_name, text, length, store_##_name);	\
}											\
static DEVICE_ATTR_RW(_name)

/* --- performance level --- */

static ssize_t show_power_dpm_force_performance_level(struct card *card, char *buffer)
{
	return sysfs_emit(buffer, "%s\n", levels[card->level]);
}

static int store_power_dpm_force_performance_level(struct card *card, const char *text)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(levels); i++) {
		if (!str_has_prefix(text, levels[i]))
			continue;
		card->level = i == LEVEL_PROFILE_EXIT ? LEVEL_AUTO : i;
		if (card->level != LEVEL_MANUAL)
			allow_all_clocks(card);
		return 0;
	}
	return -EINVAL;
}
CARD_ATTRIBUTE(power_dpm_force_performance_level);

/* --- power profile mode: a table with a star --- */

static ssize_t show_pp_power_profile_mode(struct card *card, char *buffer)
{
	ssize_t length;
	int i;

	length = sysfs_emit(buffer, "PROFILE_INDEX(NAME) CLOCK_TYPE(NAME) FPS MinActiveFreq\n");
	for (i = 0; i < ARRAY_SIZE(profiles); i++)
		length += sysfs_emit_at(buffer, length,
					"%2d %14s%s:\n%21s0(       GFXCLK) %7d %7d\n"
					"%21s1(       MEMCLK) %7d %7d\n",
					i, profiles[i], i == card->profile ? "*" : " ",
					"", 0, 500, "", 0, 400);
	return length;
}

static int store_pp_power_profile_mode(struct card *card, const char *text)
{
	unsigned int profile;

	if (card->level != LEVEL_MANUAL)
		return -EINVAL;
	if (sscanf(text, "%u", &profile) != 1 || profile >= ARRAY_SIZE(profiles))
		return -EINVAL;
	card->profile = profile;
	return 0;
}
CARD_ATTRIBUTE(pp_power_profile_mode);

/* --- clock levels: a table, written as the list of rows that may be used --- */

static ssize_t show_clock(struct card *card, enum clock clock, char *buffer)
{
	const int current_row = __fls(card->clock_mask[clock]);
	ssize_t length = 0;
	int i;

	for (i = 0; i < clocks[clock].count; i++)
		length += sysfs_emit_at(buffer, length, "%d: %uMhz %s\n", i, clocks[clock].mhz[i],
					i == current_row ? "*" : "");
	return length;
}

static int store_clock(struct card *card, enum clock clock, const char *text)
{
	u32 mask = 0;
	int row, used;

	if (card->level != LEVEL_MANUAL)
		return -EINVAL;
	while (sscanf(text, "%d%n", &row, &used) == 1) {
		if (row < 0 || row >= clocks[clock].count)
			return -EINVAL;
		mask |= 1u << row;
		text += used;
	}
	if (*skip_spaces(text) || !mask)
		return -EINVAL;
	card->clock_mask[clock] = mask;
	return 0;
}

#define CLOCK_ATTRIBUTE(_name, _clock)						\
static ssize_t show_##_name(struct card *card, char *buffer)			\
{										\
	return show_clock(card, _clock, buffer);				\
}										\
static int store_##_name(struct card *card, const char *text)			\
{										\
	return store_clock(card, _clock, text);					\
}										\
CARD_ATTRIBUTE(_name)

CLOCK_ATTRIBUTE(pp_dpm_sclk, CLOCK_GRAPHICS);
CLOCK_ATTRIBUTE(pp_dpm_mclk, CLOCK_MEMORY);

/* --- thermal throttling --- */

static ssize_t show_thermal_throttling_logging(struct card *card, char *buffer)
{
	const char *name = pci_name(card->pci);

	if (!card->throttling_seconds)
		return sysfs_emit(buffer, "%s: thermal throttling logging disabled\n", name);
	return sysfs_emit(buffer,
			  "%s: thermal throttling logging enabled, with interval %d seconds\n",
			  name, card->throttling_seconds);
}

static int store_thermal_throttling_logging(struct card *card, const char *text)
{
	long seconds;
	int error;

	error = kstrtol(text, 0, &seconds);
	if (error)
		return error;
	if (seconds > THROTTLING_MAX)
		return -EINVAL;
	card->throttling_seconds = max(seconds, 0L);
	return 0;
}
CARD_ATTRIBUTE(thermal_throttling_logging);

static struct attribute *attributes[] = {
	&dev_attr_power_dpm_force_performance_level.attr,
	&dev_attr_pp_power_profile_mode.attr,
	&dev_attr_pp_dpm_sclk.attr,
	&dev_attr_pp_dpm_mclk.attr,
	&dev_attr_thermal_throttling_logging.attr,
	NULL
};

static umode_t is_visible(struct kobject *kobj, struct attribute *attribute, int index)
{
	const struct card *card = card_of(kobj_to_dev(kobj));

	if (attribute == &dev_attr_pp_dpm_mclk.attr && card->model->apu)
		return 0;
	return attribute->mode;
}

const struct attribute_group power_group = {
	.attrs = attributes,
	.is_visible = is_visible,
};
