/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* The policy: which parameters a device is probed with. README.md has the grammar. */
#ifndef DEVPARAM_POLICY_H
#define DEVPARAM_POLICY_H

#ifdef __KERNEL__
#include <linux/types.h>
#else
#include <stdbool.h>
#include <stddef.h>
#endif

/* Characters: with a line feed and a NUL it is one page of sysfs. */
#define POLICY_MAX	4094

/* Part of the policy's text; not ended by a NUL. */
struct policy_word {
	const char *at;
	size_t length;
};

struct policy_device {
	unsigned int address[4];	/* domain, bus, slot, function */
	unsigned int ids[4];		/* vendor, device, those of the subsystem */
};

/* In the order of precedence. */
enum policy_kind { POLICY_ANY, POLICY_MODEL, POLICY_BOARD, POLICY_ADDRESS };

struct policy_selector {
	enum policy_kind kind;
	unsigned int numbers[4];
	struct policy_word text;
};

struct policy_setting {
	struct policy_selector selector;
	struct policy_word name, value;
};

struct policy_cursor {
	const char *at;			/* where policy_next() reads on, or what it does not take */
	const char *fault;		/* why not */
	bool within_rule;
	struct policy_selector selector;
};

/* 1 with the next setting, 0 at the end, -EINVAL. Begins with a cursor that has only @at. */
int policy_next(struct policy_cursor *cursor, struct policy_setting *setting);

/* 0, or -EINVAL with the place and the reason in @cursor. All the others take a checked text. */
int policy_check(const char *text, struct policy_cursor *cursor);

/* The next setting that is in force for the device; false at the end. */
bool policy_next_of(const char *text, const struct policy_device *device,
		    struct policy_cursor *cursor, struct policy_setting *setting);

/* Both say the same about the device, in the same order. */
bool policy_agrees(const char *one, const char *other, const struct policy_device *device);

#endif
