// SPDX-License-Identifier: MIT
// Shared libraries whose GPU code lies in archives, with any reference in them.
#pragma once
#include <string>
#include <string_view>

namespace rmcp::elf {

/// What the tool that took the code out has left of .hip_fatbin.
enum class FatbinRest {
  none,    // no such section
  nobits,  // a section without bytes in the file
  zeros,   // one of zeros
  stale,   // the head of a bundle for gfx1100, then zeros: pages that are not whole stay as they
           // were
};

/// SONAME libkpack.so.1; `reference` is the section .rocm_kpack_ref.
std::string kpack_library(std::string_view reference, FatbinRest rest = FatbinRest::nobits);

}  // namespace rmcp::elf
