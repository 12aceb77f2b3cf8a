// SPDX-License-Identifier: GPL-2.0
/* /sys/kernel/amdgpu_test: the control language of README.md. */
#include <linux/ctype.h>
#include <linux/kobject.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "amdgpu.h"

#define MOST_SECONDS	3600
#define WORDS_BEFORE_TEXT	3

static struct kobject *directory;

static const struct {
	const char *name;
	int number;
} errors[] = {
	{ "EPERM", EPERM },   { "EIO", EIO },	    { "EAGAIN", EAGAIN }, { "ENOMEM", ENOMEM },
	{ "EBUSY", EBUSY },   { "ENODEV", ENODEV }, { "EINVAL", EINVAL }, { "ETIME", ETIME },
	{ "EOPNOTSUPP", EOPNOTSUPP },
};

static int parse_address(const char *text, struct address *address)
{
	unsigned int domain, bus, slot, function;
	char rest;

	if (sscanf(text, "%x:%x:%x.%x%c", &domain, &bus, &slot, &function, &rest) != 4)
		return -EINVAL;
	if (domain > 0xffff || bus > 0xff || slot > 31 || function > 7)
		return -EINVAL;
	address->domain = domain;
	address->bus = bus;
	address->devfn = PCI_DEVFN(slot, function);
	return 0;
}

static int parse_error(const char *text, int *error)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(errors); i++) {
		if (strcmp(text, errors[i].name))
			continue;
		*error = errors[i].number;
		return 0;
	}
	if (kstrtoint(text, 10, error) || *error <= 0 || *error > MAX_ERRNO)
		return -EINVAL;
	return 0;
}

static int parse_times(const char *text, int *times)
{
	const size_t prefix = str_has_prefix(text, "times=");

	if (!prefix || kstrtoint(text + prefix, 10, times) || *times <= 0)
		return -EINVAL;
	return 0;
}

/* ADDRESS OPERATION VALUE [times=N] */
static int parse_injection(char **words, int count, struct injection *injection)
{
	*injection = (struct injection){ .times = -1 };
	if (count < 3 || count > 4 || parse_address(words[0], &injection->address))
		return -EINVAL;
	if (strscpy(injection->operation, words[1], sizeof(injection->operation)) < 0)
		return -EINVAL;
	return count == 4 ? parse_times(words[3], &injection->times) : 0;
}

static int fail(char **words, int count, const char *text)
{
	struct injection injection;

	if (parse_injection(words, count, &injection) || parse_error(words[2], &injection.error))
		return -EINVAL;
	return inject_add(&injection);
}

static int block(char **words, int count, const char *text)
{
	struct injection injection;

	if (parse_injection(words, count, &injection) ||
	    kstrtouint(words[2], 10, &injection.seconds) || !injection.seconds ||
	    injection.seconds > MOST_SECONDS)
		return -EINVAL;
	return inject_add(&injection);
}

static int add_attachment(char **words, int count, bool from_worker)
{
	struct injection injection;

	if (parse_injection(words, count, &injection) ||
	    parse_address(words[2], &injection.other))
		return -EINVAL;
	injection.from_worker = from_worker;
	return inject_add(&injection);
}

static int attach(char **words, int count, const char *text)
{
	return add_attachment(words, count, false);
}

static int attach_from_worker(char **words, int count, const char *text)
{
	return add_attachment(words, count, true);
}

static int clear(char **words, int count, const char *text)
{
	if (count)
		return -EINVAL;
	inject_clear();
	return 0;
}

/* The text behind the first words, as it was written. */
static const char *rest_of(const char *text, int words)
{
	while (words--) {
		text = skip_spaces(text);
		while (*text && !isspace(*text))
			text++;
	}
	return skip_spaces(text);
}

static int log_event(struct card *card, char **words, int count, const char *text)
{
	struct device *device = &card->pci->dev;

	if (count >= 2 && !strcmp(words[0], "line"))
		dev_err(device, "%s\n", rest_of(text, WORDS_BEFORE_TEXT));
	else if (count == 1 && !strcmp(words[0], "page-fault"))
		fault_page(device);
	else if (count == 1 && !strcmp(words[0], "ring-timeout"))
		fault_ring_timeout(device);
	else if (count == 1 && !strcmp(words[0], "reset"))
		fault_reset(device);
	else
		return -EINVAL;
	return 0;
}

static int reset(struct card *card, char **words, int count, const char *text)
{
	if (count)
		return -EINVAL;
	mutex_lock(&card->lock);
	power_set_defaults(card);
	mutex_unlock(&card->lock);
	fault_reset(&card->pci->dev);
	return 0;
}

/* Runs with the device locked, so that its card stays. */
static int with_card(char **words, int count, const char *text,
		     int (*run)(struct card *card, char **words, int count, const char *text))
{
	struct address address;
	struct pci_dev *pci;
	int error = -ENODEV;

	if (!count || parse_address(words[0], &address))
		return -EINVAL;
	pci = pci_get_domain_bus_and_slot(address.domain, address.bus, address.devfn);
	if (!pci)
		return -ENODEV;
	device_lock(&pci->dev);
	if (pci->dev.driver == &amdgpu_driver.driver)
		error = run(pci_get_drvdata(pci), words + 1, count - 1, text);
	device_unlock(&pci->dev);
	pci_dev_put(pci);
	return error;
}

static int log_to(char **words, int count, const char *text)
{
	return with_card(words, count, text, log_event);
}

static int reset_card(char **words, int count, const char *text)
{
	return with_card(words, count, text, reset);
}

static const struct {
	const char *name;
	int (*run)(char **words, int count, const char *text);
} verbs[] = {
	{ "fail", fail }, { "block", block }, { "attach", attach },
	{ "attach-from-worker", attach_from_worker }, { "clear", clear },
	{ "log", log_to }, { "reset", reset_card },
};

static int run_words(char **words, int count, const char *text)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(verbs); i++)
		if (count && !strcmp(words[0], verbs[i].name))
			return verbs[i].run(words + 1, count - 1, text);
	return -EINVAL;
}

static ssize_t control_store(struct kobject *kobj, struct kobj_attribute *attribute,
			     const char *text, size_t length)
{
	char **words, *line;
	int count, error = -ENOMEM;

	line = kstrdup(text, GFP_KERNEL);
	if (!line)
		return -ENOMEM;
	words = argv_split(GFP_KERNEL, strim(line), &count);
	if (words) {
		error = run_words(words, count, strim(line));
		argv_free(words);
	}
	kfree(line);
	return error ? error : length;
}

static ssize_t hits_show(struct kobject *kobj, struct kobj_attribute *attribute, char *buffer)
{
	return sysfs_emit(buffer, "%u\n", inject_hits());
}

static struct kobj_attribute control_attribute = __ATTR_WO(control);
static struct kobj_attribute hits_attribute = __ATTR_RO(hits);

static struct attribute *attributes[] = {
	&control_attribute.attr,
	&hits_attribute.attr,
	NULL
};

static const struct attribute_group group = { .attrs = attributes };

int control_create(void)
{
	int error;

	directory = kobject_create_and_add("amdgpu_test", kernel_kobj);
	if (!directory)
		return -ENOMEM;
	error = sysfs_create_group(directory, &group);
	if (error)
		kobject_put(directory);
	return error;
}

void control_destroy(void)
{
	kobject_put(directory);
}
