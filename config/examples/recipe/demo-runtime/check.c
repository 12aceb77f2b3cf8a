/* SPDX-License-Identifier: MIT
 * Fails while the runtime hands out fine-grained memory. */
#include <stdio.h>
#include <string.h>

const char *demo_memory_kind(int device);

int main(void)
{
	printf("memory of device 0: %s\n", demo_memory_kind(0));
	return strcmp(demo_memory_kind(0), "coarse-grained") != 0;
}
