// SPDX-License-Identifier: MIT
// The instruction set of a GPU (gfx target) and the facts that follow from it.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rmcp {

/// gfx1032 is {10, 3, 2}; gfx90a is {9, 0, 10}: the stepping is printed as one hex digit.
struct GfxTarget {
  std::uint8_t major = 0;
  std::uint8_t minor = 0;
  std::uint8_t stepping = 0;

  auto operator<=>(const GfxTarget&) const = default;
};

std::string to_string(const GfxTarget& gfx);
std::optional<GfxTarget> parse_gfx(std::string_view text);

/// `10.3.0` for gfx1030: the decimal form of HSA_OVERRIDE_GFX_VERSION.
std::optional<GfxTarget> parse_gfx_version(std::string_view text);

/// KFD's `gfx_target_version`: major * 10000 + minor * 100 + stepping. 0 means a CPU node.
std::optional<GfxTarget> gfx_from_kfd(std::uint32_t gfx_target_version);

/// The graphics core (GC) IP version that amdgpu shows below ip_discovery/. It is not the gfx
/// target: GC 10.1.10 is gfx1010, GC 10.1.1 is gfx1012 (kfd_device.c:kgd2kfd_probe).
std::optional<GfxTarget> gfx_from_gc(unsigned major, unsigned minor, unsigned revision);

/// The gfx target from our own table of PCI device ids of vendor 0x1002: the last resort, and the
/// only source before a driver is bound. `exact` is false if the id alone does not decide (Hawaii
/// is gfx701 or gfx702); the first candidate is given then.
struct GfxGuess {
  GfxTarget gfx;
  bool exact = true;
  bool apu = false;
};
std::optional<GfxGuess> gfx_from_pci_id(std::uint16_t device);

/// The source of a device's gfx target, best first.
enum class GfxSource { unknown, ip_discovery, kfd, drm, pci_id };
std::string_view to_string(GfxSource source);

/// `gcn1`..`gcn5`, `cdna1`..`cdna4`, `rdna1`..`rdna5`; empty when not known.
std::string_view generation_of(const GfxTarget& gfx);

/// True if KFD refuses XNACK, the retrying of page faults, on this target: GFX10 and later but for
/// gfx125x, which is GC 12.1 (kfd_process.c:kfd_process_xnack_mode).
bool never_retries(const GfxTarget& gfx);

}  // namespace rmcp
