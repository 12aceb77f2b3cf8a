// SPDX-License-Identifier: MIT
// Generations of the graphics core (GC), as far as they differ in when the driver reads parameters.
#pragma once
#include "lib/gpu/gfx.hpp"

#include <string_view>

namespace rmcp {

/// A set of generations. Cards before GC 9, and GC 12.1, belong to none of them.
using GcGenerations = unsigned;
inline constexpr GcGenerations kNoGc = 0, kGc9 = 1, kGc10_1 = 2, kGc10_3 = 4, kGc11 = 8,
                               kGc12_0 = 16;
inline constexpr GcGenerations kEveryGc = kGc9 | kGc10_1 | kGc10_3 | kGc11 | kGc12_0;

struct GcName {
  GcGenerations generation;
  std::string_view name;
};
inline constexpr GcName kGcNames[] = {{kGc9, "GC 9"},
                                      {kGc10_1, "GC 10.1"},
                                      {kGc10_3, "GC 10.3"},
                                      {kGc11, "GC 11"},
                                      {kGc12_0, "GC 12.0"}};

/// The generation of a card (kfd_device.c:kgd2kfd_probe): gfx101x is GC 10.1, gfx103x GC 10.3, and
/// gfx125x GC 12.1.
constexpr GcGenerations gc_generation(const GfxTarget& gfx) {
  if (gfx.major == 9) return kGc9;
  if (gfx.major == 10 && gfx.minor == 1) return kGc10_1;
  if (gfx.major == 10 && gfx.minor == 3) return kGc10_3;
  if (gfx.major == 11) return kGc11;
  if (gfx.major == 12 && gfx.minor == 0) return kGc12_0;
  return kNoGc;
}

}  // namespace rmcp
