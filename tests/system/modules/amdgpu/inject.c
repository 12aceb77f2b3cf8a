// SPDX-License-Identifier: GPL-2.0
/* Operations that fail or hang on request. */
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "amdgpu.h"

#define LOOK_AGAIN	(HZ / 20)

struct entry {
	struct list_head node;
	struct injection what;
};

static LIST_HEAD(entries);
static DEFINE_MUTEX(entries_lock);
static DECLARE_WAIT_QUEUE_HEAD(cleared);
static unsigned int generation;		/* counts calls of inject_clear() */
static unsigned int hits;

int inject_add(const struct injection *injection)
{
	struct entry *entry;

	entry = kmalloc(sizeof(*entry), GFP_KERNEL);
	if (!entry)
		return -ENOMEM;
	entry->what = *injection;
	mutex_lock(&entries_lock);
	list_add_tail(&entry->node, &entries);
	mutex_unlock(&entries_lock);
	return 0;
}

void inject_clear(void)
{
	struct entry *entry, *next;

	mutex_lock(&entries_lock);
	list_for_each_entry_safe(entry, next, &entries, node) {
		list_del(&entry->node);
		kfree(entry);
	}
	WRITE_ONCE(generation, generation + 1);
	mutex_unlock(&entries_lock);
	wake_up_all(&cleared);
}

static bool is_for(const struct injection *what, const struct pci_dev *pci, const char *operation)
{
	const struct address *address = &what->address;

	return what->times && address->domain == pci_domain_nr(pci->bus) &&
	       address->bus == pci->bus->number && address->devfn == pci->devfn &&
	       !strcmp(what->operation, operation);
}

static bool take(const struct pci_dev *pci, const char *operation, struct injection *found,
		 unsigned int *seen)
{
	struct entry *entry;
	bool any = false;

	mutex_lock(&entries_lock);
	*seen = generation;
	list_for_each_entry(entry, &entries, node) {
		if (!is_for(&entry->what, pci, operation))
			continue;
		if (entry->what.times > 0)
			entry->what.times--;
		*found = entry->what;
		hits++;
		any = true;
		break;
	}
	mutex_unlock(&entries_lock);
	return any;
}

/* Not interruptible, like a driver that polls a card's mailbox. Pulling the card out ends it. */
static int block(struct pci_dev *pci, unsigned int seconds, unsigned int seen)
{
	const unsigned long end = jiffies + seconds * HZ;

	while (time_before(jiffies, end)) {
		if (pci_channel_offline(pci))
			return -ENODEV;
		if (wait_event_timeout(cleared, READ_ONCE(generation) != seen, LOOK_AGAIN))
			break;
	}
	return 0;
}

/* As a driver does whose device brings others. */
static int attach(const struct address *address)
{
	struct pci_dev *pci;
	int bound;

	pci = pci_get_domain_bus_and_slot(address->domain, address->bus, address->devfn);
	if (!pci)
		return -ENODEV;
	bound = device_attach(&pci->dev);
	pci_dev_put(pci);
	return bound == 1 ? 0 : -ENODEV;
}

struct attachment {
	struct work_struct work;
	const struct address *address;
	int error;
};

static void attach_in_work(struct work_struct *work)
{
	struct attachment *attachment = container_of(work, struct attachment, work);

	attachment->error = attach(attachment->address);
}

/* The same, where the task is another one, which this one waits for. */
static int attach_from_worker(const struct address *address)
{
	struct attachment attachment = { .address = address };

	INIT_WORK_ONSTACK(&attachment.work, attach_in_work);
	queue_work(system_unbound_wq, &attachment.work);
	flush_work(&attachment.work);
	destroy_work_on_stack(&attachment.work);
	return attachment.error;
}

int inject_apply(struct pci_dev *pci, const char *operation)
{
	struct injection found;
	unsigned int seen;

	if (!take(pci, operation, &found, &seen))
		return 0;
	if (found.error)
		return -found.error;
	if (found.seconds)
		return block(pci, found.seconds, seen);
	return found.from_worker ? attach_from_worker(&found.other) : attach(&found.other);
}

unsigned int inject_hits(void)
{
	return READ_ONCE(hits);
}
