// SPDX-License-Identifier: MIT
// LLVM's docs/AMDGPUUsage.rst (20.1), tables "AMDGPU EF_AMDGPU_MACH Values" and "... e_flags for
// Code Object V3" and "V4 and V5"; for later processors llvm/test/CodeGen/AMDGPU/
// elf-header-flags-mach.ll of 2026 (pull requests 183381, 187735, 204816, 205363). Reserved values
// are left out, R600, which is not for compute, and 0xeb, which was gfx125f in AMD's tree and is
// gfx1250-strict in LLVM's.
#include "lib/elf/gfx_processors.hpp"

namespace rmcp::elf {
namespace {

struct Processor {
  std::uint8_t mach;
  std::string_view name;
};

constexpr Processor kProcessors[] = {
    {0x20, "gfx600"},          {0x21, "gfx601"},          {0x22, "gfx700"},
    {0x23, "gfx701"},          {0x24, "gfx702"},          {0x25, "gfx703"},
    {0x26, "gfx704"},          {0x28, "gfx801"},          {0x29, "gfx802"},
    {0x2a, "gfx803"},          {0x2b, "gfx810"},          {0x2c, "gfx900"},
    {0x2d, "gfx902"},          {0x2e, "gfx904"},          {0x2f, "gfx906"},
    {0x30, "gfx908"},          {0x31, "gfx909"},          {0x32, "gfx90c"},
    {0x33, "gfx1010"},         {0x34, "gfx1011"},         {0x35, "gfx1012"},
    {0x36, "gfx1030"},         {0x37, "gfx1031"},         {0x38, "gfx1032"},
    {0x39, "gfx1033"},         {0x3a, "gfx602"},          {0x3b, "gfx705"},
    {0x3c, "gfx805"},          {0x3d, "gfx1035"},         {0x3e, "gfx1034"},
    {0x3f, "gfx90a"},          {0x40, "gfx940"},          {0x41, "gfx1100"},
    {0x42, "gfx1013"},         {0x43, "gfx1150"},         {0x44, "gfx1103"},
    {0x45, "gfx1036"},         {0x46, "gfx1101"},         {0x47, "gfx1102"},
    {0x48, "gfx1200"},         {0x49, "gfx1250"},         {0x4a, "gfx1151"},
    {0x4b, "gfx941"},          {0x4c, "gfx942"},          {0x4e, "gfx1201"},
    {0x4f, "gfx950"},          {0x50, "gfx1310"},         {0x51, "gfx9-generic"},
    {0x52, "gfx10-1-generic"}, {0x53, "gfx10-3-generic"}, {0x54, "gfx11-generic"},
    {0x55, "gfx1152"},         {0x57, "gfx1154"},         {0x58, "gfx1153"},
    {0x59, "gfx12-generic"},   {0x5a, "gfx1251"},         {0x5b, "gfx12-5-generic"},
    {0x5c, "gfx1172"},         {0x5d, "gfx1170"},         {0x5e, "gfx1171"},
    {0x5f, "gfx9-4-generic"},  {0x62, "gfx11-7-generic"}, {0x63, "gfx13-generic"},
};

/// Two bits for each feature since code object V4: 0 not supported by the processor, 1 any, 2 off,
/// 3 on.
std::string feature(std::uint32_t bits, std::string_view name) {
  std::string out;
  if (bits >= 2) out.append(":").append(name).append(bits == 3 ? "+" : "-");
  return out;
}

constexpr unsigned kCodeObjectV3 = 1;  // ELFABIVERSION_AMDGPU_HSA_V3

}  // namespace

std::string_view processor_of_mach(std::uint32_t flags) {
  for (const auto& processor : kProcessors)
    if (processor.mach == (flags & 0xff)) return processor.name;
  return {};
}

std::string target_of_flags(std::uint32_t flags, unsigned abi) {
  std::string out(processor_of_mach(flags));
  // V3 has one bit for each, which does not distinguish "off" from "not supported".
  if (out.empty() || abi < kCodeObjectV3) return out;
  if (abi == kCodeObjectV3) {
    if ((flags & 0x200) != 0) out += ":sramecc+";
    if ((flags & 0x100) != 0) out += ":xnack+";
    return out;
  }
  return out + feature(flags >> 10 & 3, "sramecc") + feature(flags >> 8 & 3, "xnack");
}

std::string_view processor_at(std::string_view text) {
  std::string_view longest;
  for (const auto& processor : kProcessors)
    if (text.starts_with(processor.name) && processor.name.size() > longest.size())
      longest = processor.name;
  return longest;
}

}  // namespace rmcp::elf
