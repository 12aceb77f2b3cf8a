// SPDX-License-Identifier: MIT
// What LACT's config.yaml says of one GPU.
#pragma once
#include "client/translate/draft.hpp"
#include "client/translate/tree.hpp"
#include "lib/gpu/gfx.hpp"

#include <optional>

namespace rmcp::client {

/// One GPU's table and what is known of the card, for the readers of its keys.
struct LactGpu {
  const Tree& settings;
  std::optional<GfxTarget> gfx;  // none: a card that is newer than this program
  Draft draft = {};

  /// The driver takes level masks and power profiles at the level `manual` only, and LACT refuses
  /// them at others.
  [[nodiscard]] bool is_manual() const;
  [[nodiscard]] bool has_fan_control() const;

  // An unknown card is taken to have everything: rmcpd says what is missing.
  /// Polaris, Vega 10: clocks and voltages are levels.
  [[nodiscard]] bool has_levels() const;
  /// RDNA4: an offset of the core clock instead of limits.
  [[nodiscard]] bool has_clock_offset() const;
  /// RDNA3 and later: the firmware drives the fan.
  [[nodiscard]] bool has_firmware_fan() const;
  /// RDNA2 and later.
  [[nodiscard]] bool has_voltage_offset() const;
};

/// Reads all keys.
Draft read_lact_gpu(const Tree& settings, std::optional<GfxTarget> gfx);

// The readers of keys, in files of their own.
using TakeKey = void (*)(LactGpu& gpu, const Source& source, const Tree& value);
/// gpu_vf_curve and mem_vf_curve.
void take_core_points(LactGpu& gpu, const Source& source, const Tree& value);
void take_memory_points(LactGpu& gpu, const Source& source, const Tree& value);
void take_fan_settings(LactGpu& gpu, const Source& source, const Tree& value);
void take_firmware_fan(LactGpu& gpu, const Source& source, const Tree& value);
void take_profile_mode(LactGpu& gpu, const Source& source, const Tree& value);
void take_profile_numbers(LactGpu& gpu, const Source& source, const Tree& value);
void take_power_states(LactGpu& gpu, const Source& source, const Tree& value);

/// Sets `knob` to a whole number with its unit; leaves out what is none.
void take_quantity(LactGpu& gpu, const Source& source, const Tree& value, std::string_view knob,
                   std::string_view unit);

}  // namespace rmcp::client
