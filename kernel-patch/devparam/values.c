// SPDX-License-Identifier: GPL-2.0 OR MIT
/* Parameters of another module: found, set through their own operations, put back. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/kernel.h>
#include <linux/lockdep.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/mutex.h>
#include <linux/panic.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "devparam.h"

struct value {
	struct list_head node;
	const struct kernel_param *param;
	char *text;		/* as the parameter's file showed it; not used for a charp */
	char *pointer;		/* of a charp */
};

static bool is_charp(const struct kernel_param *param)
{
	return param->ops == &param_ops_charp;
}

/*
 * kernel_param_lock() would do, but for a change of the policy: that runs under the lock of our own
 * parameters, which is of the same class for lockdep.
 */
static void lock_params(struct module *owner)
{
	mutex_lock_nested(&owner->param_lock, SINGLE_DEPTH_NESTING);
}

static void unlock_params(struct module *owner)
{
	mutex_unlock(&owner->param_lock);
}

static const struct kernel_param *find(const struct module *owner, const struct policy_word *name)
{
	unsigned int i;

	for (i = 0; i < owner->num_kp; i++)
		if (strlen(owner->kp[i].name) == name->length &&
		    !memcmp(owner->kp[i].name, name->at, name->length))
			return &owner->kp[i];
	return NULL;
}

/* Into a page, as sysfs would show it. */
static int read_param(const struct kernel_param *param, char *page)
{
	const int length = param->ops->get(page, param);

	if (length < 0)
		return length;
	page[min_t(int, length, PAGE_SIZE - 1)] = '\0';
	if (length && page[length - 1] == '\n')
		page[length - 1] = '\0';
	return 0;
}

/*
 * A charp may be NULL, which no text can bring back, and param_set_charp() frees the string that
 * was there (kernel/params.c). So the old pointer is kept, and the parameter's own operation makes
 * the new string in a copy of the parameter that points elsewhere.
 */
static int set_charp(struct value *value, const char *text)
{
	char **current_string = value->param->arg;
	struct kernel_param aside = *value->param;
	char *fresh = NULL;
	int error;

	aside.arg = &fresh;
	error = aside.ops->set(text, &aside);
	if (error)
		return error;
	value->pointer = *current_string;
	WRITE_ONCE(*current_string, fresh);
	return 0;
}

/* Frees the string that is there: ours, or one that was written to the parameter's file. */
static void put_back_charp(const struct value *value)
{
	char **current_string = value->param->arg;
	char *fresh = *current_string;

	WRITE_ONCE(*current_string, value->pointer);
	value->param->ops->free(&fresh);
}

/*
 * The old text is set first: a parameter that does not take it could not be put back. It is set
 * once more after a failure, since an array takes elements up to the one that it refuses
 * (param_array_set() in kernel/params.c).
 */
static int set_text(struct value *value, const char *text, const char *page)
{
	int error;

	value->text = kstrdup(page, GFP_KERNEL);
	if (!value->text)
		return -ENOMEM;
	error = value->param->ops->set(value->text, value->param);
	if (error)
		return error;
	error = value->param->ops->set(text, value->param);
	if (error)
		value->param->ops->set(value->text, value->param);
	return error;
}

static int set(struct value *value, const char *text, char *page)
{
	const int error = read_param(value->param, page);

	if (error)
		return error;
	return is_charp(value->param) ? set_charp(value, text) : set_text(value, text, page);
}

/* As param_check_unsafe() in kernel/params.c, which is not asked here. */
static void tell_of_danger(const struct kernel_param *param)
{
	if (!(param->flags & KERNEL_PARAM_FL_UNSAFE))
		return;
	pr_notice("Setting dangerous option %s - tainting kernel\n", param->name);
	add_taint(TAINT_USER, LOCKDEP_STILL_OK);
}

static const char *why_not(const struct kernel_param *param)
{
	if (!param)
		return "the driver has no such parameter";
	if (param->flags & KERNEL_PARAM_FL_HWPARAM)
		return "it describes hardware, and is left alone";
	if (!param->ops->get || !param->ops->set)
		return "it cannot be read and set";
	return NULL;
}

static int change(struct value *value, struct module *owner, const char *device,
		  const struct policy_setting *setting, char *page)
{
	char *text = kmemdup_nul(setting->value.at, setting->value.length, GFP_KERNEL);
	int error = -ENOMEM;

	if (!text)
		return error;
	tell_of_danger(value->param);
	lock_params(owner);
	error = set(value, text, page);
	if (!error) {
		pr_info("%s: %s=%s, was %s, by the rule %.*s\n", device, value->param->name, text,
			page, (int)setting->selector.text.length, setting->selector.text.at);
		read_param(value->param, page);
	}
	unlock_params(owner);
	kfree(text);
	return error;
}

/* NULL, or why the parameter keeps its value. */
static const char *try_to_set(struct list_head *values, struct module *owner, const char *device,
			      const struct policy_setting *setting, char *page)
{
	const struct kernel_param *param = find(owner, &setting->name);
	const char *reason = why_not(param);
	struct value *value;
	int error;

	if (reason)
		return reason;
	value = kzalloc(sizeof(*value), GFP_KERNEL);
	if (!value)
		return "no memory";
	value->param = param;
	error = change(value, owner, device, setting, page);
	if (!error) {
		list_add(&value->node, values);
		return NULL;
	}
	kfree(value->text);
	kfree(value);
	return error == -ENOMEM ? "no memory" : "it does not take the value";
}

/* True with the parameter's new text in @page. */
bool value_set(struct list_head *values, struct module *owner, const char *device,
	       const struct policy_setting *setting, char *page)
{
	const char *reason = try_to_set(values, owner, device, setting, page);

	if (!reason)
		return true;
	pr_warn("%s: %.*s=%.*s of the rule %.*s is not set: %s\n", device,
		(int)setting->name.length, setting->name.at,
		(int)setting->value.length, setting->value.at,
		(int)setting->selector.text.length, setting->selector.text.at, reason);
	return false;
}

/* The last one first. */
void values_put_back(struct list_head *values, struct module *owner, const char *device)
{
	struct value *value, *next;
	int error;

	list_for_each_entry_safe(value, next, values, node) {
		error = 0;
		lock_params(owner);
		if (is_charp(value->param))
			put_back_charp(value);
		else
			error = value->param->ops->set(value->text, value->param);
		unlock_params(owner);
		if (error)
			pr_err("%s: %s cannot be put back to %s (%d)\n", device,
			       value->param->name, value->text, error);
		else
			pr_info("%s: %s is put back\n", device, value->param->name);
		list_del(&value->node);
		kfree(value->text);
		kfree(value);
	}
}
