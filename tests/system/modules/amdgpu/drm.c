// SPDX-License-Identifier: GPL-2.0
/* DRM nodes, and the questions that libdrm asks through them. */
#include <linux/sizes.h>
#include <linux/uaccess.h>

#include <drm/amdgpu_drm.h>
#include <drm/drm_drv.h>
#include <drm/drm_file.h>
#include <drm/drm_ioctl.h>

#include "amdgpu.h"

#define FIRST_ADDRESS	SZ_2M
#define LAST_ADDRESS	(1ull << 47)
#define KHZ		1000

static struct card *card_of_drm(struct drm_device *drm)
{
	return container_of(drm, struct card, drm);
}

/* As with snprintf: the caller gets as much as it has room for. */
static int answer(const struct drm_amdgpu_info *info, const void *data, size_t size)
{
	const size_t length = min_t(size_t, size, info->return_size);

	return copy_to_user(u64_to_user_ptr(info->return_pointer), data, length) ? -EFAULT : 0;
}

static int answer_device(struct card *card, const struct drm_amdgpu_info *info)
{
	const struct model *model = card->model;
	const struct drm_amdgpu_info_device device = {
		.device_id = card->pci->device,
		.pci_rev = card->pci->revision,
		.family = model->family,
		.num_shader_engines = 1,
		.num_shader_arrays_per_engine = 1,
		.gpu_counter_freq = 100000,
		.max_engine_clock = 2000 * KHZ,
		.max_memory_clock = 900 * KHZ,
		.cu_active_number = model->compute_units,
		.ids_flags = model->apu ? AMDGPU_IDS_FLAGS_FUSION : 0,
		.virtual_address_offset = FIRST_ADDRESS,
		.virtual_address_max = LAST_ADDRESS,
		.virtual_address_alignment = SZ_64K,
		.pte_fragment_size = SZ_2M,
		.gart_page_size = SZ_4K,
		.vram_bit_width = 128,
		.wave_front_size = model->gc_major >= 10 ? 32 : 64,
	};

	return answer(info, &device, sizeof(device));
}

static struct drm_amdgpu_heap_info heap(u64 size)
{
	return (struct drm_amdgpu_heap_info){
		.total_heap_size = size,
		.usable_heap_size = size - SZ_64M,
		.heap_usage = SZ_16M,
		.max_allocation = size - SZ_64M,
	};
}

static int answer_memory(struct card *card, const struct drm_amdgpu_info *info)
{
	const struct drm_amdgpu_memory_info memory = {
		.vram = heap((u64)card->model->gigabytes * SZ_1G),
		.cpu_accessible_vram = heap(SZ_256M),
		.gtt = heap(SZ_1G),
	};

	return answer(info, &memory, sizeof(memory));
}

static int answer_graphics_core(struct card *card, const struct drm_amdgpu_info *info)
{
	const struct model *model = card->model;
	const struct drm_amdgpu_info_hw_ip core = {
		.hw_ip_version_major = model->gc_major ? model->gc_major : 8,
		.hw_ip_version_minor = model->gc_minor,
		.ib_start_alignment = 32,
		.ib_size_alignment = 32,
		.available_rings = 1,
		.ip_discovery_version = model->gc_major << 16 | model->gc_minor << 8 |
					model->gc_revision,
	};

	if (info->query_hw_ip.type != AMDGPU_HW_IP_GFX || info->query_hw_ip.ip_instance)
		return -EINVAL;
	return answer(info, &core, sizeof(core));
}

/* libdrm reads the tiling configuration of old cards. */
static int answer_registers(const struct drm_amdgpu_info *info)
{
	const size_t length = min_t(size_t, info->return_size,
				    (u64)info->read_mmr_reg.count * sizeof(u32));

	return clear_user(u64_to_user_ptr(info->return_pointer), length) ? -EFAULT : 0;
}

static int answer_query(struct card *card, const struct drm_amdgpu_info *info)
{
	const u32 yes = 1;

	switch (info->query) {
	case AMDGPU_INFO_ACCEL_WORKING:
		return answer(info, &yes, sizeof(yes));
	case AMDGPU_INFO_DEV_INFO:
		return answer_device(card, info);
	case AMDGPU_INFO_MEMORY:
		return answer_memory(card, info);
	case AMDGPU_INFO_HW_IP_INFO:
		return answer_graphics_core(card, info);
	case AMDGPU_INFO_READ_MMR_REG:
		return answer_registers(info);
	default:
		return -EINVAL;
	}
}

static int info_ioctl(struct drm_device *drm, void *data, struct drm_file *file)
{
	const struct drm_amdgpu_info *info = data;

	if (!info->return_size || !info->return_pointer)
		return -EINVAL;
	return answer_query(card_of_drm(drm), info);
}

/* Any use of a node wakes the card, also questions whose answers are known. */
static long card_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	struct drm_file *drm_file = file->private_data;
	struct card *card = card_of_drm(drm_file->minor->dev);
	long result;
	int cookie;

	if (!drm_dev_enter(&card->drm, &cookie))
		return -ENODEV;
	result = card_access_begin(card, "ioctl");
	if (!result) {
		result = drm_ioctl(file, command, argument);
		card_access_end(card);
	}
	drm_dev_exit(cookie);
	return result;
}

static int card_open(struct drm_device *drm, struct drm_file *file)
{
	struct card *card = card_of_drm(drm);
	int error;

	error = card_access_begin(card, "open");
	if (!error)
		card_access_end(card);
	return error;
}

static const struct drm_ioctl_desc ioctls[] = {
	DRM_IOCTL_DEF_DRV(AMDGPU_INFO, info_ioctl, DRM_AUTH | DRM_RENDER_ALLOW),
};

static const struct file_operations file_operations = {
	.owner = THIS_MODULE,
	.open = drm_open,
	.release = drm_release,
	.unlocked_ioctl = card_ioctl,
	.poll = drm_poll,
	.read = drm_read,
	.llseek = noop_llseek,
};

/* The version that Linux 6.1 has. */
static const struct drm_driver drm_driver = {
	.driver_features = DRIVER_RENDER,
	.open = card_open,
	.ioctls = ioctls,
	.num_ioctls = ARRAY_SIZE(ioctls),
	.fops = &file_operations,
	.name = "amdgpu",
	.desc = "AMD GPU",
	.date = "20150101",
	.major = 3,
	.minor = 49,
};

/* Lives until the last open node is closed, which can be long after the card has gone. */
struct card *drm_card_alloc(struct pci_dev *pci)
{
	return devm_drm_dev_alloc(&pci->dev, &drm_driver, struct card, drm);
}

int drm_card_register(struct card *card)
{
	return drm_dev_register(&card->drm, 0);
}

void drm_card_unplug(struct card *card)
{
	drm_dev_unplug(&card->drm);
}
