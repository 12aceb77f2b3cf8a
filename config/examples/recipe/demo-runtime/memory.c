/* SPDX-License-Identifier: MIT
 * Stands for a runtime in the example of rmcp-recipe(5): what kind of memory it hands out. */

static const char *const kinds[] = {
	"fine-grained",
	"coarse-grained",
};

const char *demo_memory_kind(int device)
{
	(void)device;
	return kinds[0];
}
