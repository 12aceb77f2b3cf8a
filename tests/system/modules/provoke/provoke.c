// SPDX-License-Identifier: GPL-2.0
/* provoke.ko what=locks|sleep|freed|lost: a mistake of each kind that the checking kernel has to see. Never loaded for good. */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

static char *what = "";
module_param(what, charp, 0);
MODULE_PARM_DESC(what, "The mistake: locks, sleep, freed or lost");

static DEFINE_MUTEX(first);
static DEFINE_MUTEX(second);
static DEFINE_SPINLOCK(spin);

/* In both orders, one after the other: nothing hangs. */
static void mix_up_locks(void)
{
	mutex_lock(&first);
	mutex_lock(&second);
	mutex_unlock(&second);
	mutex_unlock(&first);
	mutex_lock(&second);
	mutex_lock(&first);
	mutex_unlock(&first);
	mutex_unlock(&second);
}

static void sleep_under_spinlock(void)
{
	spin_lock(&spin);
	might_sleep();
	spin_unlock(&spin);
}

static void read_freed_memory(void)
{
	char *memory = kzalloc(64, GFP_KERNEL);
	char *hidden = memory;

	OPTIMIZER_HIDE_VAR(hidden);	/* or the compiler sees it as well */
	kfree(memory);
	if (hidden)
		pr_info("provoke: %d\n", READ_ONCE(*hidden));
}

static void lose_memory(void)
{
	int i;

	/* Several: the address of one may be left in a register or on a stack. */
	for (i = 0; i < 8; i++)
		if (!kzalloc(192, GFP_KERNEL))
			pr_info("provoke: no memory\n");
}

static const struct {
	const char *name;
	void (*make)(void);
} mistakes[] = {
	{ "locks", mix_up_locks },
	{ "sleep", sleep_under_spinlock },
	{ "freed", read_freed_memory },
	{ "lost", lose_memory },
};

static int __init provoke_init(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(mistakes); i++) {
		if (strcmp(mistakes[i].name, what))
			continue;
		mistakes[i].make();
		return 0;
	}
	return -EINVAL;
}

static void __exit provoke_exit(void)
{
}

module_init(provoke_init);
module_exit(provoke_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Mistakes for a kernel that checks itself");
