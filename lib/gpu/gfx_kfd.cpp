// SPDX-License-Identifier: MIT
// kfd_device.c of Linux 6.1 and 6.12: kgd2kfd_probe (the targets, and those that a virtual function
// may have) and kfd_device_info_init (the atomics). amdgpu_device.c:amdgpu_device_init gives an APU
// from GFX9 on its atomics without PCIe.
#include "lib/gpu/gfx_kfd.hpp"

#include <algorithm>

namespace rmcp {
namespace {

using Code = KfdDemand::Code;

constexpr GfxTarget kBareMetal[] = {{7, 0, 0},  {8, 0, 1},  {8, 0, 2},  {9, 0, 2},  {9, 0, 4},
                                    {9, 0, 6},  {9, 0, 12}, {10, 1, 0}, {10, 1, 2}, {10, 1, 3},
                                    {10, 3, 3}, {10, 3, 5}, {10, 3, 6}};
constexpr GfxTarget kAnywhere[] = {
    {8, 0, 3},  {9, 0, 0},  {9, 0, 8},  {9, 0, 10}, {9, 4, 2},  {9, 5, 0},  {10, 1, 1},
    {10, 3, 0}, {10, 3, 1}, {10, 3, 2}, {10, 3, 4}, {11, 0, 0}, {11, 0, 1}, {11, 0, 2},
    {11, 0, 3}, {11, 5, 0}, {11, 5, 1}, {11, 5, 2}, {11, 5, 3}, {12, 0, 0}, {12, 0, 1}};

std::optional<Code> code_for(const GfxTarget& gfx) {
  if (gfx == GfxTarget{7, 0, 1}) return Code::experimental;  // Hawaii
  if (std::ranges::find(kBareMetal, gfx) != std::end(kBareMetal)) return Code::bare_metal;
  if (std::ranges::find(kAnywhere, gfx) != std::end(kAnywhere)) return Code::anywhere;
  return gfx.major < 9 ? std::optional(Code::none) : std::nullopt;
}

/// GFX9 recodes nothing and needs none. For GFX11 Linux 6.1 asks for none yet, and 509 counts for
/// its RS64 firmware alone.
void add_atomics(KfdDemand& demand, const GfxTarget& gfx) {
  demand.atomics = gfx.major != 9 && gfx != GfxTarget{7, 0, 1};
  if (gfx.major == 10) demand.firmware = gfx.minor == 1 ? 145 : 92;
  if (gfx.major == 11) demand.firmware = 509;
  if (gfx.major == 12) demand.firmware = 2090;
}

}  // namespace

std::optional<KfdDemand> kfd_demand(const GfxTarget& gfx, bool apu) {
  const auto code = code_for(gfx);
  if (!code) return std::nullopt;
  KfdDemand out{.code = *code};
  const bool has_its_own = apu && gfx.major >= 9;
  if (*code != Code::none && !has_its_own) add_atomics(out, gfx);
  return out;
}

}  // namespace rmcp
