// SPDX-License-Identifier: GPL-2.0
/* Binding, unbinding, sleeping. */
#include <linux/module.h>
#include <linux/pm_runtime.h>

#include "amdgpu.h"

#define VENDOR_AMD		0x1002
#define CLASS_ACCELERATOR	0x120000
#define AUTOSUSPEND_MS		5000

/* Made by the driver core before the "bind" event, and gone before remove() is called. */
static const struct attribute_group *device_groups[] = {
	&power_group,
	&identity_group,
	NULL
};

/* For all that would reach the hardware: a card that sleeps is woken, one that is ill fails. */
int card_access_begin(struct card *card, const char *operation)
{
	struct device *device = &card->pci->dev;
	int error;

	error = pm_runtime_resume_and_get(device);
	if (error < 0)
		return error;
	error = inject_apply(card->pci, operation);
	if (error)
		card_access_end(card);
	return error;
}

void card_access_end(struct card *card)
{
	pm_runtime_mark_last_busy(&card->pci->dev);
	pm_runtime_put_autosuspend(&card->pci->dev);
}

static void allow_sleep(struct card *card)
{
	struct device *device = &card->pci->dev;

	card->sleeps = amdgpu_runpm != 0 && !card->model->apu;
	if (!card->sleeps)
		return;
	pm_runtime_set_autosuspend_delay(device, AUTOSUSPEND_MS);
	pm_runtime_use_autosuspend(device);
	pm_runtime_allow(device);
	pm_runtime_mark_last_busy(device);
	pm_runtime_put_autosuspend(device);	/* the one that the PCI core took for probe() */
}

static void forbid_sleep(struct card *card)
{
	struct device *device = &card->pci->dev;

	if (!card->sleeps)
		return;
	pm_runtime_get_sync(device);
	pm_runtime_forbid(device);
	pm_runtime_dont_use_autosuspend(device);
}

static int set_up(struct card *card)
{
	int error;

	error = discovery_create(card);
	if (error)
		return error;
	error = sensors_create(card);
	if (!error)
		error = drm_card_register(card);
	if (error)
		discovery_destroy(card);
	return error;
}

static int probe(struct pci_dev *pci, const struct pci_device_id *id)
{
	struct card *card;
	int error;

	error = inject_apply(pci, "probe");
	if (error) {
		dev_err(&pci->dev, "amdgpu: Fatal error during GPU init\n");
		return error;
	}
	error = pcim_enable_device(pci);
	if (error)
		return error;
	card = drm_card_alloc(pci);
	if (IS_ERR(card))
		return PTR_ERR(card);
	card->pci = pci;
	card->model = model_of(pci->device);
	mutex_init(&card->lock);
	power_set_defaults(card);
	pci_set_drvdata(pci, card);
	error = set_up(card);
	if (error)
		return error;
	parameters_note(card->parameters, sizeof(card->parameters));
	allow_sleep(card);
	return 0;
}

static void remove(struct pci_dev *pci)
{
	struct card *card = pci_get_drvdata(pci);

	inject_apply(pci, "remove");	/* it may hang; nobody hears of an error */
	drm_card_unplug(card);
	forbid_sleep(card);
	discovery_destroy(card);
}

/* Nothing to save: the settings are in memory. The PCI core puts the function into D3 and back. */
static int suspend(struct device *device)
{
	return 0;
}

static int resume(struct device *device)
{
	return 0;
}

static DEFINE_RUNTIME_DEV_PM_OPS(pm_ops, suspend, resume, NULL);

#define AMD_CLASS(c)								\
	{									\
		.vendor = VENDOR_AMD, .device = PCI_ANY_ID,			\
		.subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID,		\
		.class = (c), .class_mask = 0xffffff				\
	}

static const struct pci_device_id ids[] = {
	AMD_CLASS(PCI_CLASS_DISPLAY_VGA << 8),
	AMD_CLASS(PCI_CLASS_DISPLAY_OTHER << 8),
	AMD_CLASS(CLASS_ACCELERATOR),
	{ }
};
MODULE_DEVICE_TABLE(pci, ids);

struct pci_driver amdgpu_driver = {
	.name = "amdgpu",
	.id_table = ids,
	.probe = probe,
	.remove = remove,
	.dev_groups = device_groups,
	.driver.pm = pm_ptr(&pm_ops),
};

static int __init amdgpu_init(void)
{
	int error;

	error = control_create();
	if (error)
		return error;
	error = pci_register_driver(&amdgpu_driver);
	if (error)
		control_destroy();
	return error;
}

static void __exit amdgpu_exit(void)
{
	pci_unregister_driver(&amdgpu_driver);
	control_destroy();
	inject_clear();
}

module_init(amdgpu_init);
module_exit(amdgpu_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Stand-in for the amdgpu driver, for tests: drives no hardware");
