// SPDX-License-Identifier: MIT
// The table of siblings. Sources are people who build these libraries, or records of tests;
// kernel-patch/EVIDENCE.md, Sources, says where ROCm#N and its like are.
#include "lib/gpu/gfx_override.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace rmcp {
namespace {

constexpr std::string_view kRdna2 = "rocBLAS#1339, Tensile#1907, ROCm#2536";
constexpr std::string_view kRdna1 = "rocBLAS#1331";

// gfx1033 (Van Gogh) is left out: LLVM counts it among gfx10-3-generic, but nobody is on record as
// having run gfx1030's code on it.
constexpr GfxOverride kOverrides[] = {
    {{10, 1, 1}, {10, 1, 0}, kRdna1}, {{10, 1, 2}, {10, 1, 0}, kRdna1},
    {{10, 1, 3}, {10, 1, 0}, kRdna1}, {{10, 3, 1}, {10, 3, 0}, kRdna2},
    {{10, 3, 2}, {10, 3, 0}, kRdna2}, {{10, 3, 4}, {10, 3, 0}, kRdna2},
    {{10, 3, 5}, {10, 3, 0}, kRdna2}, {{10, 3, 6}, {10, 3, 0}, kRdna2},
};

// LLVM's docs/AMDGPUUsage.rst (20.1), table "AMDGPU Generic Processors"; gfx1154 and the last three
// by LLVM's llvm/lib/TargetParser/AMDGPUTargetParser.cpp of 2026 (pull requests 183381, 204816,
// 205363).
constexpr GfxTarget kGfx9[] = {{9, 0, 0}, {9, 0, 2}, {9, 0, 4}, {9, 0, 6}, {9, 0, 9}, {9, 0, 12}};
constexpr GfxTarget kGfx94[] = {{9, 4, 0}, {9, 4, 1}, {9, 4, 2}, {9, 5, 0}};
constexpr GfxTarget kGfx101[] = {{10, 1, 0}, {10, 1, 1}, {10, 1, 2}, {10, 1, 3}};
constexpr GfxTarget kGfx103[] = {{10, 3, 0}, {10, 3, 1}, {10, 3, 2}, {10, 3, 3},
                                 {10, 3, 4}, {10, 3, 5}, {10, 3, 6}};
constexpr GfxTarget kGfx11[] = {{11, 0, 0}, {11, 0, 1}, {11, 0, 2}, {11, 0, 3}, {11, 5, 0},
                                {11, 5, 1}, {11, 5, 2}, {11, 5, 3}, {11, 5, 4}};
constexpr GfxTarget kGfx12[] = {{12, 0, 0}, {12, 0, 1}};
constexpr GfxTarget kGfx117[] = {{11, 7, 0}, {11, 7, 1}, {11, 7, 2}};
constexpr GfxTarget kGfx125[] = {{12, 5, 0}, {12, 5, 1}};
constexpr GfxTarget kGfx13[] = {{13, 1, 0}};
constexpr GenericTarget kGeneric[] = {
    {"gfx9-generic", kGfx9},      {"gfx9-4-generic", kGfx94},   {"gfx10-1-generic", kGfx101},
    {"gfx10-3-generic", kGfx103}, {"gfx11-generic", kGfx11},    {"gfx12-generic", kGfx12},
    {"gfx11-7-generic", kGfx117}, {"gfx12-5-generic", kGfx125}, {"gfx13-generic", kGfx13},
};

}  // namespace

std::span<const GfxOverride> gfx_overrides() { return kOverrides; }

std::optional<GfxTarget> stand_in_for(const GfxTarget& gfx) {
  const auto* const row = std::ranges::find(kOverrides, gfx, &GfxOverride::gfx);
  return row == std::end(kOverrides) ? std::nullopt : std::optional(row->stands_in);
}

std::string override_value(const GfxTarget& gfx) {
  return fmt::format("{}.{}.{}", gfx.major, gfx.minor, gfx.stepping);
}

// libhsakmt/src/topology.c makes the name with "HSA_OVERRIDE_GFX_VERSION_%d": 01 is no number.
std::optional<unsigned> numbered_override(std::string_view variable) {
  constexpr std::string_view kPrefix = "HSA_OVERRIDE_GFX_VERSION_";
  if (!variable.starts_with(kPrefix)) return std::nullopt;
  const auto digits = variable.substr(kPrefix.size());
  if (digits.size() > 1 && digits.front() == '0') return std::nullopt;
  unsigned node = 0;
  const auto* const end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, node);
  return error == std::errc() && stopped == end ? std::optional(node) : std::nullopt;
}

std::span<const GenericTarget> generic_targets() { return kGeneric; }

bool covers(std::string_view processor, const GfxTarget& gfx) {
  if (parse_gfx(processor) == gfx) return true;
  const auto* const row = std::ranges::find(kGeneric, processor, &GenericTarget::name);
  return row != std::end(kGeneric) && std::ranges::find(row->members, gfx) != row->members.end();
}

std::string_view harmful_override(const GfxTarget& gfx, const GfxTarget& stands_in) {
  // ROCm#2527, pytorch#132570.
  if (gfx.major == 10 && gfx.minor == 1 && stands_in == GfxTarget{10, 3, 0}) {
    return "RDNA2's instruction set is not RDNA1's: code for gfx1030 happened to run on it up to "
           "ROCm 5.2; later kernels use instructions that it lacks, and fault";
  }
  if (gfx.major != stands_in.major)
    return "these are different instruction sets: the first kernel faults";  // ROCm#5238
  return {};
}

}  // namespace rmcp
