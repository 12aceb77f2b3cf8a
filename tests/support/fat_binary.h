/* SPDX-License-Identifier: MIT */
/* Offload bundles in .hip_fatbin, as hipcc puts one there for each source file. */
#pragma once
#include <stdint.h>

struct bundle_entry {
  uint64_t offset, size, id_length;
};

#define BUNDLE(name, target)                                                 \
  const struct __attribute__((packed)) {                                     \
    char magic[24];                                                          \
    uint64_t count;                                                          \
    struct bundle_entry host;                                                \
    char host_id[31];                                                        \
    struct bundle_entry gpu;                                                 \
    char gpu_id[sizeof(target) - 1];                                         \
    char code[100];                                                          \
  } name __attribute__((aligned(4096), section(".hip_fatbin"), used)) = {    \
      "__CLANG_OFFLOAD_BUNDLE__",                                            \
      2,                                                                     \
      {0, 0, 31},                                                            \
      "host-x86_64-unknown-linux-gnu--",                                     \
      {24 + 8 + 24 + 31 + 24 + sizeof(target) - 1, 100, sizeof(target) - 1}, \
      target,                                                                \
      {1}}
