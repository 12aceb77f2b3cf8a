/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A PCI host bridge whose functions are images of config space. README.md has the control language.
 */
#ifndef VIRTUAL_PCI_H
#define VIRTUAL_PCI_H

#include <linux/device.h>
#include <linux/list.h>
#include <linux/pci.h>
#include <linux/types.h>

#define VPCI_BARS	6
#define VPCI_REGISTERS	8

/* What a function is to be, as a command or the parameter "plugged" says it. */
struct vpci_spec {
	u8 bus, devfn;
	u16 vendor, device;
	u16 subsystem_vendor, subsystem_device;
	u32 class;
	u8 revision;
	u8 speed, width;
	enum device_removable removable;
	bool primary;
	bool external;
	u8 port_type;
	u8 secondary, subordinate;	/* buses behind a bridge; 0: an endpoint */
	struct {
		u64 size;
		u32 flags;
	} bar[VPCI_BARS];
	int registers;
	struct vpci_register {
		u8 bar;
		u32 offset, value;
	} preset[VPCI_REGISTERS];	/* what the card's own firmware would have left in them */
};

struct vpci_config {
	u8 value[PCI_CFG_SPACE_EXP_SIZE];
	u8 writable[PCI_CFG_SPACE_EXP_SIZE];	/* a bit that is set here keeps what is written */
};

struct vpci_function {
	struct list_head node;
	u8 bus, devfn;
	bool lost;				/* config space reads ones */
	bool external;
	u8 secondary, subordinate;
	enum device_removable removable;
	struct vpci_config config;
};

/* config_space.c: the image of one function */
void vpci_config_init(struct vpci_config *config, const struct vpci_spec *spec);
u32 vpci_config_read(const struct vpci_config *config, int where, int size);
void vpci_config_write(struct vpci_config *config, int where, int size, u32 value);

/* function.c: the functions that there are */
struct vpci_function *vpci_function_add(const struct vpci_spec *spec);
void vpci_function_free(struct vpci_function *function);
struct vpci_function *vpci_function_find(u8 bus, u8 devfn);
struct vpci_function *vpci_function_last(void);
void vpci_function_lose(struct vpci_function *function, bool lost);
bool vpci_function_is_below(const struct vpci_function *function,
			    const struct vpci_function *bridge);
void vpci_function_free_tree(struct vpci_function *bridge);
ssize_t vpci_function_list(char *buffer);
int vpci_function_read(u8 bus, u8 devfn, int where, int size, u32 *value);
void vpci_function_write(u8 bus, u8 devfn, int where, int size, u32 value);
bool vpci_function_marks(u8 bus, u8 devfn, enum device_removable *removable, bool *external);

/* host.c: the host bridge */
int vpci_host_create(void);
void vpci_host_destroy(void);
int vpci_host_domain(void);
bool vpci_host_has_bus(unsigned int bus);
struct pci_bus *vpci_host_root(void);
struct pci_dev *vpci_host_device(const struct vpci_function *function);

/* plug.c: coming and going, as the PCI core sees it. The caller holds the control lock. */
int vpci_plug(const struct vpci_spec *spec);
void vpci_unplug(struct vpci_function *function);
void vpci_yank(struct vpci_function *function);

/* spec.c: words to values */
int vpci_parse_address(const char *text, u8 *bus, u8 *devfn);
int vpci_parse_spec(char **words, int count, struct vpci_spec *spec);

/* control.c: the files in /sys/kernel/virtual_pci */
int vpci_control_create(void);
void vpci_control_destroy(void);
int vpci_control_plug_all(const char *cards);

#endif
