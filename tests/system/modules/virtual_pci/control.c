// SPDX-License-Identifier: GPL-2.0
/* The control language's verbs, and the files that it is spoken through. */
#include <linux/kobject.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "virtual_pci.h"

static DEFINE_MUTEX(control_lock);	/* one command at a time */
static struct kobject *directory;

static int add(char **words, int count)
{
	struct vpci_spec spec;
	int error;

	error = vpci_parse_spec(words, count, &spec);
	return error ? error : vpci_plug(&spec);
}

static int find_named(char **words, int count, struct vpci_function **function)
{
	u8 bus, devfn;

	if (count != 1 || vpci_parse_address(words[0], &bus, &devfn))
		return -EINVAL;
	*function = vpci_function_find(bus, devfn);
	return *function ? 0 : -ENODEV;
}

static int del(char **words, int count)
{
	struct vpci_function *function;
	int error;

	error = find_named(words, count, &function);
	if (!error)
		vpci_unplug(function);
	return error;
}

static int yank(char **words, int count)
{
	struct vpci_function *function;
	int error;

	error = find_named(words, count, &function);
	if (!error)
		vpci_yank(function);
	return error;
}

static int set_lost(char **words, int count, bool lost)
{
	struct vpci_function *function;
	int error;

	error = find_named(words, count, &function);
	if (!error)
		vpci_function_lose(function, lost);
	return error;
}

static int lose(char **words, int count)
{
	return set_lost(words, count, true);
}

static int find(char **words, int count)
{
	return set_lost(words, count, false);
}

/* The last one first: whatever is behind a bridge came after it. */
static int clear(char **words, int count)
{
	struct vpci_function *function;

	if (count)
		return -EINVAL;
	while ((function = vpci_function_last()))
		vpci_unplug(function);
	return 0;
}

static const struct {
	const char *name;
	int (*run)(char **words, int count);
} verbs[] = {
	{ "add", add },   { "del", del },   { "yank", yank },
	{ "lose", lose }, { "find", find }, { "clear", clear },
};

static int run_words(char **words, int count)
{
	int error = -EINVAL;
	int i;

	for (i = 0; i < ARRAY_SIZE(verbs); i++) {
		if (!count || strcmp(words[0], verbs[i].name))
			continue;
		mutex_lock(&control_lock);
		error = verbs[i].run(words + 1, count - 1);
		mutex_unlock(&control_lock);
	}
	return error;
}

static ssize_t control_store(struct kobject *kobj, struct kobj_attribute *attribute,
			     const char *text, size_t length)
{
	char **words;
	int count, error;

	words = argv_split(GFP_KERNEL, text, &count);
	if (!words)
		return -ENOMEM;
	error = run_words(words, count);
	argv_free(words);
	return error ? error : length;
}

static ssize_t list_show(struct kobject *kobj, struct kobj_attribute *attribute, char *buffer)
{
	ssize_t length;

	mutex_lock(&control_lock);
	length = vpci_function_list(buffer);
	mutex_unlock(&control_lock);
	return length;
}

static struct kobj_attribute control_attribute = __ATTR_WO(control);
static struct kobj_attribute list_attribute = __ATTR_RO(list);

static struct attribute *attributes[] = {
	&control_attribute.attr,
	&list_attribute.attr,
	NULL
};

static const struct attribute_group group = { .attrs = attributes };

int vpci_control_create(void)
{
	int error;

	directory = kobject_create_and_add("virtual_pci", kernel_kobj);
	if (!directory)
		return -ENOMEM;
	error = sysfs_create_group(directory, &group);
	if (error)
		kobject_put(directory);
	return error;
}

void vpci_control_destroy(void)
{
	kobject_put(directory);
}

static int plug_one(const char *card)
{
	char **words;
	int count, error;

	words = argv_split(GFP_KERNEL, card, &count);
	if (!words)
		return -ENOMEM;
	mutex_lock(&control_lock);
	error = count ? add(words, count) : 0;
	mutex_unlock(&control_lock);
	argv_free(words);
	return error;
}

int vpci_control_plug_all(const char *cards)
{
	char *copy, *rest;
	const char *card;
	int error = 0;

	copy = kstrdup(cards, GFP_KERNEL);
	if (!copy)
		return -ENOMEM;
	rest = copy;
	while (!error && (card = strsep(&rest, ";")))
		error = plug_one(card);
	kfree(copy);
	return error;
}
