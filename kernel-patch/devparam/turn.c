// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * One probe at a time: the values are those of all devices while a probe runs. A turn begins with
 * BUS_NOTIFY_BIND_DRIVER and ends with BOUND or NOT_BOUND, which come from the same call of
 * really_probe() (drivers/base/dd.c). The mutex is not held in between.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/device.h>
#include <linux/jiffies.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/pci.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/wait.h>

#include "devparam.h"

unsigned int turn_patience = 30;	/* seconds */

static DEFINE_MUTEX(lock);		/* guards all below */
static const char *policy;		/* checked; NULL: empty */
static bool stopped;
static struct {
	struct device *device;		/* NULL: nobody's */
	struct task_struct *task;
	struct module *owner;
	struct list_head values;
} turn = { .values = LIST_HEAD_INIT(turn.values) };

static unsigned int ended;		/* counts turns */
static DECLARE_WAIT_QUEUE_HEAD(turn_ended);

static const char *policy_text(void)
{
	return policy ? policy : "";
}

static struct policy_device ids_of(const struct device *device)
{
	const struct pci_dev *pci = to_pci_dev(device);

	return (struct policy_device){
		.address = { pci_domain_nr(pci->bus), pci->bus->number, PCI_SLOT(pci->devfn),
			     PCI_FUNC(pci->devfn) },
		.ids = { pci->vendor, pci->device, pci->subsystem_vendor, pci->subsystem_device },
	};
}

/* From here on the turn's device runs without its values, and its own end finds nothing to do. */
static void finish(void)
{
	lockdep_assert_held(&lock);
	values_put_back(&turn.values, turn.owner, dev_name(turn.device));
	module_put(turn.owner);
	turn.device = NULL;
	WRITE_ONCE(ended, ended + 1);
	wake_up_all(&turn_ended);
}

/*
 * A probe that waits for another one inside it cannot end before that: the same task, a virtual
 * function, or what hangs below. The PCI core may run probe() in a worker (pci_call_probe()).
 */
static bool is_within_turn(struct device *device)
{
	struct pci_dev *physical = pci_physfn(to_pci_dev(device));

	if (turn.task == current || &physical->dev == turn.device)
		return true;
	while ((device = device->parent))
		if (device == turn.device)
			return true;
	return false;
}

/* Without the lock, until that turn is over: true when it is. */
static bool wait_for_end(unsigned int seen)
{
	const unsigned long most = READ_ONCE(turn_patience) * HZ;
	bool over;

	mutex_unlock(&lock);
	over = wait_event_timeout(turn_ended, READ_ONCE(ended) != seen, most);
	mutex_lock(&lock);
	return over || ended != seen;
}

/* True when no other probe runs; false when one goes on in which this module has given up. */
static bool wait_for_turn(struct device *device)
{
	bool alone = true;

	lockdep_assert_held(&lock);
	while (turn.device && !stopped) {
		if (turn.device == device) {	/* CONFIG_DEBUG_TEST_DRIVER_REMOVE */
			finish();
			break;
		}
		if (!is_within_turn(device) && wait_for_end(ended))
			continue;
		pr_warn("%s: its probe does not end, and loses its values: %s is probed\n",
			dev_name(turn.device), dev_name(device));
		record_uncertain(turn.device);
		finish();
		alone = false;
	}
	return alone;
}

static void apply_policy(struct device *device)
{
	const struct policy_device ids = ids_of(device);
	struct policy_cursor cursor = { .at = policy_text() };
	struct policy_setting setting;
	char *page = (char *)get_zeroed_page(GFP_KERNEL);

	while (page && policy_next_of(policy_text(), &ids, &cursor, &setting))
		if (value_set(&turn.values, turn.owner, dev_name(device), &setting, page))
			record_value(device, &setting.name, page);
	if (!page)
		pr_err("%s: no memory: it is probed with the values of all devices\n",
		       dev_name(device));
	free_page((unsigned long)page);
}

void turn_begin(struct device *device)
{
	struct module *owner = device->driver->owner;

	mutex_lock(&lock);
	if (!wait_for_turn(device))
		record_uncertain(device);
	if (stopped || !try_module_get(owner)) {
		mutex_unlock(&lock);
		return;
	}
	turn.device = device;
	turn.task = current;
	turn.owner = owner;
	record_state(device, "probing");
	apply_policy(device);
	mutex_unlock(&lock);
}

void turn_end(struct device *device)
{
	mutex_lock(&lock);
	if (turn.device == device)
		finish();
	mutex_unlock(&lock);
}

/* The rest is probed without us. */
void turns_stop(void)
{
	mutex_lock(&lock);
	stopped = true;
	if (turn.device)
		finish();
	mutex_unlock(&lock);
}

/* --- The policy --- */

/* A device that is being probed keeps its values when both policies mean the same for it. */
static void change_policy(const char *text)
{
	const char *old = policy;
	struct policy_device ids;

	mutex_lock(&lock);
	if (turn.device) {
		ids = ids_of(turn.device);
		if (!policy_agrees(policy_text(), text, &ids)) {
			pr_warn("%s: the policy changes while it is probed\n",
				dev_name(turn.device));
			record_uncertain(turn.device);
			finish();
		}
	}
	policy = text;
	mutex_unlock(&lock);
	kfree(old);
}

static void cut_line_feeds(char *text)
{
	size_t length = strlen(text);

	while (length && text[length - 1] == '\n')
		text[--length] = '\0';
}

int turn_set_policy(const char *text)
{
	char *copy = kstrdup(text, GFP_KERNEL);
	struct policy_cursor cursor;

	if (!copy)
		return -ENOMEM;
	cut_line_feeds(copy);
	if (policy_check(copy, &cursor)) {
		pr_err("policy: character %zu ('%*pE'): %s; the old policy stays\n",
		       cursor.at - copy + 1, (int)strnlen(cursor.at, 24), cursor.at, cursor.fault);
		kfree(copy);
		return -EINVAL;
	}
	change_policy(copy);
	return 0;
}

int turn_get_policy(char *page)
{
	int length;

	mutex_lock(&lock);
	length = sysfs_emit(page, "%s\n", policy_text());
	mutex_unlock(&lock);
	return length;
}

void turn_free_policy(void)
{
	kfree(policy);
	policy = NULL;
}
