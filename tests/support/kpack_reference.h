/* SPDX-License-Identifier: MIT */
/* A library whose code rocm-kpack's tool has taken out: .hip_fatbin without bytes in the file, and
 * the reference to archives. */
#pragma once

#define KPACK_TAKEN_OUT \
  __asm__(".pushsection .hip_fatbin,\"a\",@nobits\n.balign 4096\n.zero 16000\n.popsection\n")

/* A map of two: "kernel_name", and "kpack_search_paths" with one path. Names and paths of 32 to 255
 * bytes: str 8. */
#define KPACK_REFERENCE(name_head, name, path_head, path)                               \
  const char rmcp_kpack_reference[] __attribute__((section(".rocm_kpack_ref"), used)) = \
      "\x82\xab"                                                                        \
      "kernel_name" name_head name                                                      \
      "\xb2"                                                                            \
      "kpack_search_paths"                                                              \
      "\x91" path_head path
