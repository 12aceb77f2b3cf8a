// SPDX-License-Identifier: GPL-2.0
/*
 * ip_discovery/die/0/11/0/{major,minor,revision} with the link GC for 11, the graphics core's
 * hardware id. A kobject for each directory; a directory holds its parent.
 */
#include <linux/kobject.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

#include "amdgpu.h"

#define HARDWARE_ID_GC	"11"

struct discovery {
	struct kobject core;		/* .../11/0, with the attributes */
	struct kobject *top, *dies, *die, *blocks;
	const struct model *model;
};

#define CORE_ATTRIBUTE(_name)								\
static ssize_t _name##_show(struct kobject *kobj, struct kobj_attribute *attribute,	\
			    char *buffer)						\
{											\
	struct discovery *discovery = container_of(kobj, struct discovery, core);	\
											\
	return sysfs_emit(buffer, "%u\n", discovery->model->gc_##_name);		\
}											\
static struct kobj_attribute _name##_attribute = __ATTR_RO(_name)

CORE_ATTRIBUTE(major);
CORE_ATTRIBUTE(minor);
CORE_ATTRIBUTE(revision);

static struct attribute *core_attrs[] = {
	&major_attribute.attr,
	&minor_attribute.attr,
	&revision_attribute.attr,
	NULL
};
ATTRIBUTE_GROUPS(core);

static void core_release(struct kobject *kobj)
{
	kfree(container_of(kobj, struct discovery, core));
}

static const struct kobj_type core_type = {
	.release = core_release,
	.sysfs_ops = &kobj_sysfs_ops,
	.default_groups = core_groups,
};

/* The upper directories have no attributes. A parent that could not be made has no child. */
static struct kobject *directory(const char *name, struct kobject *parent)
{
	return parent ? kobject_create_and_add(name, parent) : NULL;
}

static int fill(struct discovery *discovery, struct kobject *device)
{
	int error;

	discovery->top = directory("ip_discovery", device);
	discovery->dies = directory("die", discovery->top);
	discovery->die = directory("0", discovery->dies);
	discovery->blocks = directory(HARDWARE_ID_GC, discovery->die);
	if (!discovery->blocks)
		return -ENOMEM;
	error = kobject_add(&discovery->core, discovery->blocks, "0");
	if (error)
		return error;
	return sysfs_create_link(discovery->die, discovery->blocks, "GC");
}

int discovery_create(struct card *card)
{
	struct discovery *discovery;
	int error;

	if (!card->model->gc_major)
		return 0;
	discovery = kzalloc(sizeof(*discovery), GFP_KERNEL);
	if (!discovery)
		return -ENOMEM;
	kobject_init(&discovery->core, &core_type);
	discovery->model = card->model;
	card->discovery = discovery;
	error = fill(discovery, &card->pci->dev.kobj);
	if (error)
		discovery_destroy(card);
	return error;
}

static void drop(struct kobject *kobj)
{
	if (!kobj)
		return;
	if (kobj->state_in_sysfs)
		kobject_del(kobj);
	kobject_put(kobj);
}

void discovery_destroy(struct card *card)
{
	struct discovery *discovery = card->discovery;
	struct kobject *upper[4];
	int i;

	if (!discovery)
		return;
	card->discovery = NULL;
	upper[0] = discovery->blocks;
	upper[1] = discovery->die;
	upper[2] = discovery->dies;
	upper[3] = discovery->top;
	if (discovery->die)
		sysfs_remove_link(discovery->die, "GC");
	drop(&discovery->core);
	for (i = 0; i < ARRAY_SIZE(upper); i++)
		drop(upper[i]);
}
