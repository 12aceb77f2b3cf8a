/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* rmcp_devparam: parameters of amdgpu for one device, while it is probed. README.md says how. */
#ifndef DEVPARAM_H
#define DEVPARAM_H

#include <linux/list.h>
#include <linux/types.h>

#include "policy.h"

struct device;
struct module;

/* values.c: parameters of a module that have been changed, with what puts them back */
bool value_set(struct list_head *values, struct module *owner, const char *device,
	       const struct policy_setting *setting, char *now);
void values_put_back(struct list_head *values, struct module *owner, const char *device);

/* records.c: what devices were probed with, in sysfs. A record belongs to the device's prober. */
int records_create(void);
void records_destroy(void);
void record_begin(struct device *device);
void record_value(struct device *device, const struct policy_word *name, const char *value);
void record_uncertain(struct device *device);
void record_state(struct device *device, const char *state);
void record_drop(struct device *device);

/* turn.c: one probe at a time, each with its own values */
void turn_begin(struct device *device);
void turn_end(struct device *device);
void turns_stop(void);
int turn_set_policy(const char *text);
int turn_get_policy(char *page);
void turn_free_policy(void);
extern unsigned int turn_patience;

#endif
