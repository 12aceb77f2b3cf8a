// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Reads the policy. Nothing is allocated: a policy is its text, and a cursor walks through it.
 * Compiled into the module and, by tests, into programs.
 */
#include "policy.h"

#ifdef __KERNEL__
#include <linux/errno.h>
#include <linux/string.h>
#else
#include <errno.h>
#include <string.h>
#endif

static bool is_rule_end(char c)
{
	return c == '\0' || c == ';' || c == '\n';
}

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

/* A double quote could not be written into modprobe.d or a kernel command line. */
static bool is_quotable(char c)
{
	return c >= ' ' && c <= '~' && c != '\'' && c != '"';
}

static bool is_bare(char c)
{
	return is_quotable(c) && c != ' ' && c != '/' && c != ';';
}

static bool same_word(const struct policy_word *one, const struct policy_word *other)
{
	return one->length == other->length && !memcmp(one->at, other->at, one->length);
}

static struct policy_word take_while(const char **at, bool (*wanted)(char c))
{
	struct policy_word word = { .at = *at };

	while (wanted(**at))
		++*at;
	word.length = (size_t)(*at - word.at);
	return word;
}

static bool take(const char **at, char c)
{
	if (**at != c)
		return false;
	++*at;
	return true;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool take_hex(const char **at, int least, int most, unsigned int *number)
{
	int digits;

	*number = 0;
	for (digits = 0; digits < most && hex_digit(**at) >= 0; digits++, ++*at)
		*number = *number << 4 | (unsigned int)hex_digit(**at);
	return digits >= least;
}

/* DDDD:BB:DD.F; domains of five digits and more are those behind a VMD controller. */
static bool take_address(const char *at, const char *end, unsigned int *numbers)
{
	return take_hex(&at, 4, 8, &numbers[0]) && take(&at, ':') &&
	       take_hex(&at, 2, 2, &numbers[1]) && take(&at, ':') &&
	       take_hex(&at, 2, 2, &numbers[2]) && numbers[2] <= 0x1f && take(&at, '.') &&
	       take_hex(&at, 1, 1, &numbers[3]) && numbers[3] <= 7 && at == end;
}

static bool take_ids(const char *at, const char *end, int count, unsigned int *numbers)
{
	int i;

	for (i = 0; i < count; i++)
		if ((i && !take(&at, ':')) || !take_hex(&at, 4, 4, &numbers[i]))
			return false;
	return at == end;
}

static bool read_selector(struct policy_selector *selector)
{
	const char *at = selector->text.at, *end = at + selector->text.length;

	memset(selector->numbers, 0, sizeof(selector->numbers));
	if (end - at == 1 && *at == '*')
		selector->kind = POLICY_ANY;
	else if (take_ids(at, end, 2, selector->numbers))
		selector->kind = POLICY_MODEL;
	else if (take_ids(at, end, 4, selector->numbers))
		selector->kind = POLICY_BOARD;
	else if (take_address(at, end, selector->numbers))
		selector->kind = POLICY_ADDRESS;
	else
		return false;
	return true;
}

static int fault(struct policy_cursor *cursor, const char *at, const char *why)
{
	cursor->at = at;
	cursor->fault = why;
	return -EINVAL;
}

static bool is_selector(char c)
{
	return !is_rule_end(c) && c != '/';
}

/* 1 at the first setting of a rule, 0 at the end of the text. */
static int enter_rule(struct policy_cursor *cursor)
{
	while (*cursor->at && is_rule_end(*cursor->at))
		cursor->at++;
	if (!*cursor->at)
		return 0;
	cursor->selector.text = take_while(&cursor->at, is_selector);
	if (!read_selector(&cursor->selector))
		return fault(cursor, cursor->selector.text.at,
			     "not *, VVVV:DDDD, VVVV:DDDD:SSSS:SSSS or DDDD:BB:DD.F");
	if (*cursor->at != '/')
		return fault(cursor, cursor->at, "a selector needs /NAME=VALUE behind it");
	cursor->within_rule = true;
	return 1;
}

static int read_value(struct policy_cursor *cursor, struct policy_word *value)
{
	const char *begin = cursor->at;

	if (!take(&cursor->at, '\'')) {
		*value = take_while(&cursor->at, is_bare);
		if (!value->length)
			return fault(cursor, begin, "a value is missing; an empty one is ''");
	} else {
		*value = take_while(&cursor->at, is_quotable);
		if (!take(&cursor->at, '\''))
			return fault(cursor, *cursor->at ? cursor->at : begin,
				     "not the end of a value in quotes, nor part of one");
	}
	if (*cursor->at != '/' && !is_rule_end(*cursor->at))
		return fault(cursor, cursor->at, "not part of a value");
	return 1;
}

int policy_next(struct policy_cursor *cursor, struct policy_setting *setting)
{
	int found;

	if (!cursor->within_rule) {
		found = enter_rule(cursor);
		if (found <= 0)
			return found;
	}
	cursor->at++;			/* the slash */
	setting->selector = cursor->selector;
	setting->name = take_while(&cursor->at, is_name);
	if (!setting->name.length)
		return fault(cursor, cursor->at, "a parameter's name is missing");
	if (!take(&cursor->at, '='))
		return fault(cursor, cursor->at, "= is missing behind the parameter's name");
	found = read_value(cursor, &setting->value);
	cursor->within_rule = *cursor->at == '/';
	return found;
}

static bool same_selector(const struct policy_selector *one, const struct policy_selector *other)
{
	return one->kind == other->kind &&
	       !memcmp(one->numbers, other->numbers, sizeof(one->numbers));
}

static bool set_before(const char *text, const struct policy_setting *setting)
{
	struct policy_cursor cursor = { .at = text };
	struct policy_setting earlier;

	while (policy_next(&cursor, &earlier) > 0 && earlier.name.at != setting->name.at)
		if (same_selector(&earlier.selector, &setting->selector) &&
		    same_word(&earlier.name, &setting->name))
			return true;
	return false;
}

int policy_check(const char *text, struct policy_cursor *cursor)
{
	struct policy_setting setting;
	int found;

	*cursor = (struct policy_cursor){ .at = text };
	if (strlen(text) > POLICY_MAX)
		return fault(cursor, text + POLICY_MAX, "longer than 4094 characters");
	while ((found = policy_next(cursor, &setting)) > 0)
		if (set_before(text, &setting))
			return fault(cursor, setting.name.at,
				     "the parameter is set twice for the same selector");
	return found;
}

static bool matches(const struct policy_selector *selector, const struct policy_device *device)
{
	static const size_t numbers[] = { [POLICY_MODEL] = 2, [POLICY_BOARD] = 4 };

	if (selector->kind == POLICY_ADDRESS)
		return !memcmp(selector->numbers, device->address, sizeof(device->address));
	return !memcmp(selector->numbers, device->ids,
		       numbers[selector->kind] * sizeof(selector->numbers[0]));
}

/* No two selectors of a kind match the same device. */
static bool in_force(const char *text, const struct policy_device *device,
		     const struct policy_setting *setting)
{
	struct policy_cursor cursor = { .at = text };
	struct policy_setting other;

	if (!matches(&setting->selector, device))
		return false;
	while (policy_next(&cursor, &other) > 0)
		if (other.selector.kind > setting->selector.kind &&
		    same_word(&other.name, &setting->name) && matches(&other.selector, device))
			return false;
	return true;
}

bool policy_next_of(const char *text, const struct policy_device *device,
		    struct policy_cursor *cursor, struct policy_setting *setting)
{
	while (policy_next(cursor, setting) > 0)
		if (in_force(text, device, setting))
			return true;
	return false;
}

bool policy_agrees(const char *one, const char *other, const struct policy_device *device)
{
	struct policy_cursor here = { .at = one }, there = { .at = other };
	struct policy_setting mine, theirs;

	while (policy_next_of(one, device, &here, &mine))
		if (!policy_next_of(other, device, &there, &theirs) ||
		    !same_word(&mine.name, &theirs.name) || !same_word(&mine.value, &theirs.value))
			return false;
	return !policy_next_of(other, device, &there, &theirs);
}
