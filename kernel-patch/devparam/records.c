// SPDX-License-Identifier: GPL-2.0 OR MIT
/* /sys/module/rmcp_devparam/devices: a file for each device, with what it was probed with. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/device.h>
#include <linux/kobject.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

#include "devparam.h"

#define CUT_SHORT	"...\n"

struct record {
	struct list_head node;
	struct kobj_attribute file;
	const struct device *device;
	const char *state;
	bool uncertain;
	size_t length;
	char name[32];
	char text[3072];	/* NAME=VALUE, a line each */
};

static struct kobject *folder;
static LIST_HEAD(records);
/* Guards the list and what is in it. Not held while files come and go: they wait for readers. */
static DEFINE_MUTEX(lock);

static struct record *find(const struct device *device)
{
	struct record *record;

	lockdep_assert_held(&lock);
	list_for_each_entry(record, &records, node)
		if (record->device == device)
			return record;
	return NULL;
}

static ssize_t show(struct kobject *kobject, struct kobj_attribute *file, char *page)
{
	struct record *record = container_of(file, struct record, file);
	ssize_t length;

	mutex_lock(&lock);
	length = sysfs_emit(page, "%s%s\n%s", record->state,
			    record->uncertain ? " uncertain" : "", record->text);
	mutex_unlock(&lock);
	return length;
}

static void destroy(struct record *record)
{
	sysfs_remove_file(folder, &record->file.attr);
	kfree(record);
}

static struct record *create(const struct device *device)
{
	struct record *record = kzalloc(sizeof(*record), GFP_KERNEL);

	if (!record)
		return NULL;
	strscpy(record->name, dev_name(device), sizeof(record->name));
	record->device = device;
	record->state = "waiting";
	sysfs_attr_init(&record->file.attr);
	record->file.attr.name = record->name;
	record->file.attr.mode = 0444;
	record->file.show = show;
	if (sysfs_create_file(folder, &record->file.attr)) {
		kfree(record);
		return NULL;
	}
	return record;
}

void record_begin(struct device *device)
{
	struct record *record = create(device);

	if (!record) {
		pr_warn("%s: what it is probed with cannot be listed\n", dev_name(device));
		return;
	}
	mutex_lock(&lock);
	list_add_tail(&record->node, &records);
	mutex_unlock(&lock);
}

void record_value(struct device *device, const struct policy_word *name, const char *value)
{
	struct record *record;
	size_t room, written;

	mutex_lock(&lock);
	record = find(device);
	if (record) {
		room = sizeof(record->text) - sizeof(CUT_SHORT) - record->length;
		written = snprintf(record->text + record->length, room, "%.*s=%s\n",
				   (int)name->length, name->at, value);
		if (written >= room)
			strscpy(record->text + record->length, CUT_SHORT, sizeof(CUT_SHORT));
		else
			record->length += written;
	}
	mutex_unlock(&lock);
}

void record_uncertain(struct device *device)
{
	struct record *record;

	mutex_lock(&lock);
	record = find(device);
	if (record)
		record->uncertain = true;
	mutex_unlock(&lock);
}

void record_state(struct device *device, const char *state)
{
	struct record *record;

	mutex_lock(&lock);
	record = find(device);
	if (record)
		record->state = state;
	mutex_unlock(&lock);
}

void record_drop(struct device *device)
{
	struct record *record;

	mutex_lock(&lock);
	record = find(device);
	if (record)
		list_del(&record->node);
	mutex_unlock(&lock);
	if (record)
		destroy(record);
}

int records_create(void)
{
	folder = kobject_create_and_add("devices", &THIS_MODULE->mkobj.kobj);
	return folder ? 0 : -ENOMEM;
}

/* No device is probed any more, as far as we hear of it. */
void records_destroy(void)
{
	struct record *record, *next;

	list_for_each_entry_safe(record, next, &records, node) {
		list_del(&record->node);
		destroy(record);
	}
	kobject_put(folder);
}
