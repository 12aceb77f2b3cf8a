// SPDX-License-Identifier: GPL-2.0
/* Kinds of cards. Ids, GC versions and families are real; the rest are round numbers. */
#include <linux/kernel.h>

#include <drm/amdgpu_drm.h>

#include "amdgpu.h"

static const struct model models[] = {
	{	/* Navi 10 */
		.device = 0x731f, .gc_major = 10, .gc_minor = 1, .gc_revision = 10,
		.family = AMDGPU_FAMILY_NV, .compute_units = 40, .gigabytes = 8,
		.watts_min = 90, .watts_default = 180, .watts_max = 220,
	},
	{	/* Navi 21 */
		.device = 0x73bf, .gc_major = 10, .gc_minor = 3, .gc_revision = 0,
		.family = AMDGPU_FAMILY_NV, .has_unique_id = true, .compute_units = 72,
		.gigabytes = 16, .watts_min = 120, .watts_default = 250, .watts_max = 290,
	},
	{	/* Navi 23 */
		.device = 0x73ff, .gc_major = 10, .gc_minor = 3, .gc_revision = 4,
		.family = AMDGPU_FAMILY_NV, .compute_units = 28, .gigabytes = 8,
		.watts_min = 90, .watts_default = 100, .watts_max = 120,
	},
	{	/* Navi 31 */
		.device = 0x744c, .gc_major = 11, .gc_minor = 0, .gc_revision = 0,
		.family = AMDGPU_FAMILY_GC_11_0_0, .has_unique_id = true, .compute_units = 96,
		.gigabytes = 24, .watts_min = 200, .watts_default = 320, .watts_max = 360,
	},
	{	/* Polaris 10: from before there was IP discovery */
		.device = 0x67df,
		.family = AMDGPU_FAMILY_VI, .compute_units = 36, .gigabytes = 8,
		.watts_min = 60, .watts_default = 150, .watts_max = 180,
	},
	{	/* Yellow Carp, an APU */
		.device = 0x1681, .gc_major = 10, .gc_minor = 3, .gc_revision = 3,
		.family = AMDGPU_FAMILY_YC, .apu = true, .compute_units = 12, .gigabytes = 1,
	},
};

/* The real driver takes whatever has a discovery table, too. */
static const struct model any = {
	.gc_major = 10, .gc_minor = 3, .gc_revision = 2,
	.family = AMDGPU_FAMILY_NV, .compute_units = 32, .gigabytes = 12,
	.watts_min = 100, .watts_default = 200, .watts_max = 240,
};

const struct model *model_of(u16 device)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(models); i++)
		if (models[i].device == device)
			return &models[i];
	return &any;
}
