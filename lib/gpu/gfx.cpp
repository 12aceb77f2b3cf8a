// SPDX-License-Identifier: MIT
// Names of gfx targets, and how the kernel's two other numberings translate into them.
#include "lib/gpu/gfx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace rmcp {
namespace {

struct GcVersion {
  unsigned major, minor, revision;
  GfxTarget gfx;
};

// kfd_device.c:kgd2kfd_probe, the switch over the GC version. For 9.4.3 KFD gives gfx940 and gfx941
// to engineering samples (revision 0), which never left the lab. 9.1.0 and 9.2.2 are both gfx902
// there, though compilers know Raven2 (9.2.2) as gfx909 too. Those without a name: as posted to
// amd-gfx in 2025 and 2026.
constexpr std::array kGcVersions = {
    GcVersion{9, 0, 1, {9, 0, 0}},     // Vega 10
    GcVersion{9, 1, 0, {9, 0, 2}},     // Raven, Picasso
    GcVersion{9, 2, 1, {9, 0, 4}},     // Vega 12
    GcVersion{9, 2, 2, {9, 0, 2}},     // Raven2
    GcVersion{9, 3, 0, {9, 0, 12}},    // Renoir
    GcVersion{9, 4, 0, {9, 0, 6}},     // Vega 20
    GcVersion{9, 4, 1, {9, 0, 8}},     // Arcturus
    GcVersion{9, 4, 2, {9, 0, 10}},    // Aldebaran
    GcVersion{9, 4, 3, {9, 4, 2}},     // MI300
    GcVersion{9, 4, 4, {9, 4, 2}},     // MI300, MI325
    GcVersion{9, 5, 0, {9, 5, 0}},     // MI350
    GcVersion{10, 1, 10, {10, 1, 0}},  // Navi 10
    GcVersion{10, 1, 2, {10, 1, 1}},   // Navi 12
    GcVersion{10, 1, 1, {10, 1, 2}},   // Navi 14
    GcVersion{10, 1, 3, {10, 1, 3}},   // Cyan Skillfish
    GcVersion{10, 1, 4, {10, 1, 3}},   // Cyan Skillfish
    GcVersion{10, 3, 0, {10, 3, 0}},   // Navi 21
    GcVersion{10, 3, 2, {10, 3, 1}},   // Navi 22
    GcVersion{10, 3, 4, {10, 3, 2}},   // Navi 23
    GcVersion{10, 3, 1, {10, 3, 3}},   // Van Gogh
    GcVersion{10, 3, 5, {10, 3, 4}},   // Navi 24
    GcVersion{10, 3, 3, {10, 3, 5}},   // Rembrandt
    GcVersion{10, 3, 6, {10, 3, 6}},   // Raphael
    GcVersion{10, 3, 7, {10, 3, 6}},   // Mendocino
    GcVersion{11, 0, 0, {11, 0, 0}},   // Navi 31
    GcVersion{11, 0, 1, {11, 0, 3}},   // Phoenix
    GcVersion{11, 0, 2, {11, 0, 2}},   // Navi 33
    GcVersion{11, 0, 3, {11, 0, 1}},   // Navi 32
    GcVersion{11, 0, 4, {11, 0, 3}},   // Phoenix
    GcVersion{11, 5, 0, {11, 5, 0}},   // Strix
    GcVersion{11, 5, 1, {11, 5, 1}},   // Strix Halo
    GcVersion{11, 5, 2, {11, 5, 2}},   // Krackan
    GcVersion{11, 5, 3, {11, 5, 3}},   // Krackan 2
    GcVersion{11, 5, 4, {11, 5, 4}},  GcVersion{11, 5, 6, {11, 5, 4}},
    GcVersion{11, 7, 0, {11, 7, 0}},  GcVersion{11, 7, 1, {11, 7, 1}},
    GcVersion{12, 0, 0, {12, 0, 0}},  // Navi 44
    GcVersion{12, 0, 1, {12, 0, 1}},  // Navi 48
    GcVersion{12, 1, 0, {12, 5, 0}},
};

std::optional<std::uint8_t> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  return std::nullopt;
}

std::string_view generation_of_gfx9(const GfxTarget& gfx) {
  if (gfx.minor == 4) return "cdna3";
  if (gfx.minor == 5) return "cdna4";
  if (gfx.minor != 0) return {};
  if (gfx.stepping == 8) return "cdna1";
  if (gfx.stepping == 10) return "cdna2";
  return "gcn5";
}

}  // namespace

std::string to_string(const GfxTarget& gfx) {
  return fmt::format("gfx{}{:x}{:x}", gfx.major, gfx.minor, gfx.stepping);
}

std::optional<GfxTarget> parse_gfx(std::string_view text) {
  constexpr std::string_view kPrefix = "gfx";
  if (!text.starts_with(kPrefix)) return std::nullopt;
  text.remove_prefix(kPrefix.size());
  if (text.size() < 3 || text.size() > 4 || text.front() == '0') return std::nullopt;

  const auto minor = hex_digit(text[text.size() - 2]);
  const auto stepping = hex_digit(text[text.size() - 1]);
  std::uint8_t major = 0;
  const char* end = text.data() + text.size() - 2;
  const auto [stopped, error] = std::from_chars(text.data(), end, major, 10);
  if (!minor || !stepping || error != std::errc() || stopped != end) return std::nullopt;
  return GfxTarget{major, *minor, *stepping};
}

std::optional<GfxTarget> parse_gfx_version(std::string_view text) {
  std::array<std::uint8_t, 3> parts{};
  const char* at = text.data();
  const char* end = text.data() + text.size();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0 && (at == end || *at++ != '.')) return std::nullopt;
    const auto [stopped, error] = std::from_chars(at, end, parts.at(i), 10);
    if (error != std::errc()) return std::nullopt;
    at = stopped;
  }
  const bool sane = at == end && parts[0] > 0 && parts[1] < 16 && parts[2] < 16;
  return sane ? std::optional(GfxTarget{parts[0], parts[1], parts[2]}) : std::nullopt;
}

std::optional<GfxTarget> gfx_from_kfd(std::uint32_t gfx_target_version) {
  const std::uint32_t major = gfx_target_version / 10000;
  const std::uint32_t minor = gfx_target_version / 100 % 100;
  const std::uint32_t stepping = gfx_target_version % 100;
  if (major == 0 || major > 99 || minor > 15 || stepping > 15) return std::nullopt;
  return GfxTarget{static_cast<std::uint8_t>(major), static_cast<std::uint8_t>(minor),
                   static_cast<std::uint8_t>(stepping)};
}

std::optional<GfxTarget> gfx_from_gc(unsigned major, unsigned minor, unsigned revision) {
  const auto row = std::ranges::find_if(kGcVersions, [&](const GcVersion& gc) {
    return gc.major == major && gc.minor == minor && gc.revision == revision;
  });
  if (row == kGcVersions.end()) return std::nullopt;
  return row->gfx;
}

std::string_view to_string(GfxSource source) {
  switch (source) {
    case GfxSource::ip_discovery:
      return "ip_discovery";
    case GfxSource::kfd:
      return "kfd";
    case GfxSource::drm:
      return "drm";
    case GfxSource::pci_id:
      return "pci_id";
    case GfxSource::unknown:
      break;
  }
  return "unknown";
}

// The names from GFX11 on are the headings of LLVM's docs/AMDGPUUsage.rst, "AMDGPU Processors".
std::string_view generation_of(const GfxTarget& gfx) {
  switch (gfx.major) {
    case 6:
      return "gcn1";
    case 7:
      return "gcn2";
    case 8:
      // gfx803 is Fiji (GCN 3) and all of Polaris (GCN 4). The target alone cannot tell them apart;
      // most cards are Polaris.
      return gfx == GfxTarget{8, 0, 3} ? "gcn4" : "gcn3";
    case 9:
      return generation_of_gfx9(gfx);
    case 10:
      return gfx.minor == 1 ? "rdna1" : gfx.minor == 3 ? "rdna2" : "";
    case 11:  // 11.5 is called RDNA 3.5, 11.7 RDNA 4m
      return gfx.minor == 0 || gfx.minor == 5 ? "rdna3" : gfx.minor == 7 ? "rdna4" : "";
    case 12:  // 12.5 has no name of its own in LLVM's table of processors
      return gfx.minor == 0 ? "rdna4" : "";
    case 13:
      return "rdna5";
    default:
      return {};
  }
}

bool never_retries(const GfxTarget& gfx) {
  return gfx.major >= 10 && !(gfx.major == 12 && gfx.minor == 5);
}

}  // namespace rmcp
