// SPDX-License-Identifier: MIT
// Reads the bit of overdrive in the mask that the driver was loaded with.
#include "lib/knobs/overdrive_off.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace rmcp {
namespace {

/// PP_OVERDRIVE_MASK: amdgpu_smu.c:smu_set_funcs allows overdrive by it, the card's own tables may
/// revoke that; amdgpu_dpm.c:amdgpu_dpm_is_overdrive_supported always allows it on APUs.
constexpr std::uint64_t kOverdriveBit = 0x4000;
constexpr std::string_view kIsOff = "overdrive is off";

std::optional<std::uint64_t> bits_of(std::string_view digits) {
  const bool hex = digits.starts_with("0x");
  if (hex) digits.remove_prefix(2);
  std::uint64_t bits = 0;
  const auto* end = digits.data() + digits.size();
  const auto [rest, bad] = std::from_chars(digits.data(), end, bits, hex ? 16 : 10);
  return bad == std::errc{} && rest == end ? std::optional(bits) : std::nullopt;
}

/// Nothing if the mask is not known.
std::optional<bool> loaded_with_overdrive(const Reading& absent) {
  const auto mask = absent.companions.find(kFeatureMask);
  const auto bits = mask == absent.companions.end() ? std::nullopt : bits_of(mask->second);
  return bits ? std::optional((*bits & kOverdriveBit) != 0) : std::nullopt;
}

}  // namespace

std::string overdrive_off(const Reading& absent) {
  if (loaded_with_overdrive(absent) != false) return {};
  return fmt::format("{} (bit {:#x} of ppfeaturemask, loaded as {})", kIsOff, kOverdriveBit,
                     absent.companions.find(kFeatureMask)->second);
}

Failure overdrive_absence(const Knob& knob, const Reading& reading) {
  const auto absent = fmt::format("this card has no {}", knob.file);
  if (loaded_with_overdrive(reading) == true)
    return absent + ": the driver offers no overdrive for it";
  const auto off = overdrive_off(reading);
  if (off.empty()) return absent;
  return fmt::format("{}: {}; 'rmcpctl config new' tells how to turn it on", absent, off);
}

bool is_overdrive_off(std::string_view reason) { return reason.find(kIsOff) != reason.npos; }

bool turns_overdrive_on(std::string_view mask) {
  const auto bits = bits_of(mask);
  return bits ? (*bits & kOverdriveBit) != 0 : mask.find("+overdrive") != mask.npos;
}

}  // namespace rmcp
