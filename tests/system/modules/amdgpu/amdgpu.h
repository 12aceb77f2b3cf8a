/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A stand-in for the real amdgpu driver, for tests: README.md says what is like it.
 */
#ifndef AMDGPU_TEST_H
#define AMDGPU_TEST_H

#include <linux/device.h>
#include <linux/mutex.h>
#include <linux/pci.h>
#include <linux/types.h>

#include <drm/drm_device.h>

#define MICROWATTS	1000000

enum clock { CLOCK_GRAPHICS, CLOCK_MEMORY, CLOCKS };

/* What is known of a kind of card by its PCI id. */
struct model {
	u16 device;
	u8 gc_major, gc_minor, gc_revision;	/* major 0: no IP discovery table */
	u32 family;
	bool apu;
	bool has_unique_id;
	u16 compute_units;
	u16 gigabytes;
	u16 watts_min, watts_default, watts_max;	/* max 0: no limit can be set */
};

struct discovery;

struct card {
	struct drm_device drm;
	struct pci_dev *pci;
	const struct model *model;
	struct discovery *discovery;
	bool sleeps;			/* runtime power management is on */

	struct mutex lock;		/* guards the settings below */
	u8 level;
	u8 profile;
	u32 clock_mask[CLOCKS];
	u16 watts;
	u16 throttling_seconds;		/* 0: nothing is logged */
	u8 fan_mode, fan_pwm;

	char parameters[96];		/* as they were at the end of probe() */
};

static inline struct card *card_of(struct device *device)
{
	return dev_get_drvdata(device);
}

/* driver.c */
extern struct pci_driver amdgpu_driver;
int card_access_begin(struct card *card, const char *operation);
void card_access_end(struct card *card);

/* parameters.c */
extern int amdgpu_runpm;
void parameters_note(char *text, size_t size);

/* models.c */
const struct model *model_of(u16 device);

/* power.c, identity.c: attributes of the PCI device */
extern const struct attribute_group power_group;
extern const struct attribute_group identity_group;
void power_set_defaults(struct card *card);

/* fan.c: attributes of hwmon */
extern const struct attribute_group fan_group;
void fan_set_defaults(struct card *card);

/* sensors.c */
int sensors_create(struct card *card);

/* discovery.c: the table of IP blocks, as a tree of kobjects */
int discovery_create(struct card *card);
void discovery_destroy(struct card *card);

/* drm.c */
struct card *drm_card_alloc(struct pci_dev *pci);
int drm_card_register(struct card *card);
void drm_card_unplug(struct card *card);

/* inject.c */
struct address {
	int domain;
	u8 bus, devfn;
};

struct injection {
	struct address address;
	char operation[64];
	int error;		/* 0: it blocks, or binds another */
	unsigned int seconds;	/* 0: it binds another */
	struct address other;
	bool from_worker;	/* that another one is bound */
	int times;		/* how often it still happens; negative: always */
};

int inject_add(const struct injection *injection);
void inject_clear(void);
int inject_apply(struct pci_dev *pci, const char *operation);
unsigned int inject_hits(void);

/* faults.c: what the real driver prints */
void fault_page(struct device *device);
void fault_ring_timeout(struct device *device);
void fault_reset(struct device *device);

/* control.c */
int control_create(void);
void control_destroy(void);

#endif
