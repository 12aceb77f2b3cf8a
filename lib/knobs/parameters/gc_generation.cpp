// SPDX-License-Identifier: MIT
// The generation of the graphics core that a gfx target stands for.
#include "lib/knobs/parameters/gc_generation.hpp"

namespace rmcp {

GcGenerations gc_generation(const GfxTarget& gfx) {
  // kfd_device.c:kgd2kfd_probe: gfx101x is GC 10.1, gfx103x GC 10.3, gfx125x GC 12.1.
  if (gfx.major == 9) return kGc9;
  if (gfx.major == 10 && gfx.minor == 1) return kGc10_1;
  if (gfx.major == 10 && gfx.minor == 3) return kGc10_3;
  if (gfx.major == 11) return kGc11;
  if (gfx.major == 12 && gfx.minor == 0) return kGc12_0;
  return kNoGc;
}

}  // namespace rmcp
