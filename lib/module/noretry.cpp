// SPDX-License-Identifier: MIT
// The driver's choice of `noretry` for each generation.
#include "lib/module/noretry.hpp"

namespace rmcp {
namespace {

constexpr GfxTarget kVega10{9, 0, 0}, kVega20{9, 0, 6}, kRenoir{9, 0, 12};

/// GC 9.0.1, 9.4.x and later parts of CDNA are 1; 9.1, 9.2 and 9.3 (Raven, Vega 12, Renoir) are 0.
bool is_one_on_gfx9(const GfxTarget& gfx) {
  if (gfx.minor > 0) return true;
  return gfx == kVega10 || (gfx >= kVega20 && gfx < GfxTarget{9, 0, 9}) ||
         (gfx > GfxTarget{9, 0, 9} && gfx != kRenoir);
}

/// True if retry is off where nobody asked for anything.
bool is_off_by_itself(const GfxTarget& gfx, std::optional<KernelVersion> kernel) {
  if (gfx.major == 9) return is_one_on_gfx9(gfx);
  // GC 10.1 since kernel commit e47b0056a08d, which stable kernels may carry or not.
  if (gfx.major == 10 && gfx.minor == 1) return kernel && *kernel >= k7_2;
  return true;
}

/// Up to 6.12 the hubs of GC 11 and later read the parameter itself, in which 0 alone is retry
/// (gfxhub_v3_0.c:gfxhub_v3_0_setup_vmid_config).
bool is_off(std::string_view text) { return text != "0"; }

}  // namespace

bool noretry_changes(std::optional<GfxTarget> gfx, std::string_view text,
                     std::optional<KernelVersion> kernel) {
  if (text == "-1") return false;  // each card as by itself
  if (!gfx) return true;
  if (gfx->major < 9) return false;  // no hub of theirs reads it
  return is_off_by_itself(*gfx, kernel) != is_off(text);
}

}  // namespace rmcp
