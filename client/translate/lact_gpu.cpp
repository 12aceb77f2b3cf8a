// SPDX-License-Identifier: MIT
// The keys of a GPU in LACT's config.yaml (github.com/ilya-zlobintsev/LACT,
// lact-schema/src/config.rs: GpuConfig), and what its daemon does with each
// (lact-daemon/src/server/gpu_controller/amd.rs: apply_config).
#include "client/translate/lact_gpu.hpp"

#include "client/translate/clock_points.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace rmcp::client {
namespace {

constexpr std::string_view kNvidia = "a setting for NVIDIA cards";
constexpr std::string_view kNoLimits =
    "this card's clocks are levels, each with its voltage: overdrive.core_levels and "
    "overdrive.memory_levels, such as \"7: 1600 MHz 1150 mV\"";

void take_power_cap(LactGpu& gpu, const Source& source, const Tree& value) {
  const auto watts = number(value);
  if (!watts) return gpu.draft.leave(source, "expected a number of watts, found " + shown(value));
  gpu.draft.set(source, "attribute.power_cap", Scalar{fmt::format("{} W", *watts)});
}

void take_level(LactGpu& gpu, const Source& source, const Tree& value) {
  const auto* level = value.text();
  if (level == nullptr) return gpu.draft.leave(source, "expected a word, found " + shown(value));
  gpu.draft.set(source, "attribute.power_dpm_force_performance_level", Scalar{*level});
}

void take_core_limit(LactGpu& gpu, const Source& source, const Tree& value, std::string_view knob) {
  if (gpu.has_levels()) return gpu.draft.leave(source, kNoLimits);
  if (gpu.has_clock_offset())
    return gpu.draft.leave(source, "RDNA4 has no such limit: overdrive.core_clock_offset");
  take_quantity(gpu, source, value, knob, "MHz");
}

void take_memory_limit(LactGpu& gpu, const Source& source, const Tree& value,
                       std::string_view knob) {
  if (gpu.has_levels()) return gpu.draft.leave(source, kNoLimits);
  take_quantity(gpu, source, value, knob, "MHz");
}

void take_voltage_offset(LactGpu& gpu, const Source& source, const Tree& value) {
  if (!gpu.has_voltage_offset())
    return gpu.draft.leave(source, "only RDNA2 and later have an offset of their voltages");
  take_quantity(gpu, source, value, "overdrive.voltage_offset", "mV");
}

/// Of the offsets, LACT uses that with the key 0 on AMD cards.
void take_core_offsets(LactGpu& gpu, const Source& source, const Tree& value) {
  if (value.table() == nullptr)
    return gpu.draft.leave(source, "expected a table, found " + shown(value));
  for (const auto& branch : *value.table()) {
    const Source one{fmt::format("{} {}", source.name, branch.key), branch.at.line};
    if (branch.key == "0")
      take_quantity(gpu, one, branch.value, "overdrive.core_clock_offset", "MHz");
    else
      gpu.draft.leave(one, kNvidia);
  }
}

void take_flag(LactGpu&, const Source&, const Tree&) {}  // its readers look it up

void take_nested(LactGpu& gpu, const Source& source, const Tree& value);

template <const auto& reason>
void leave_out(LactGpu& gpu, const Source& source, const Tree&) {
  gpu.draft.leave(source, reason);
}

constexpr std::string_view kNoVoltageLimit =
    "rmcpd sets voltages with their clocks: overdrive.core_levels up to Vega 10, "
    "overdrive.voltage_curve on Vega 20 and RDNA1, overdrive.voltage_offset since RDNA2";

constexpr auto take_max_core = [](LactGpu& gpu, const Source& source, const Tree& value) {
  take_core_limit(gpu, source, value, "overdrive.core_clock_max");
};
constexpr auto take_min_core = [](LactGpu& gpu, const Source& source, const Tree& value) {
  take_core_limit(gpu, source, value, "overdrive.core_clock_min");
};
constexpr auto take_max_memory = [](LactGpu& gpu, const Source& source, const Tree& value) {
  take_memory_limit(gpu, source, value, "overdrive.memory_clock_max");
};
constexpr auto take_min_memory = [](LactGpu& gpu, const Source& source, const Tree& value) {
  take_memory_limit(gpu, source, value, "overdrive.memory_clock_min");
};

struct Key {
  std::string_view name;
  TakeKey take;
};

constexpr Key kKeys[] = {
    {"power_cap", take_power_cap},
    {"performance_level", take_level},
    {"power_profile_mode_index", take_profile_mode},
    {"custom_power_profile_mode_hueristics", take_profile_numbers},
    {"power_states", take_power_states},
    {"min_core_clock", take_min_core},
    {"max_core_clock", take_max_core},
    {"min_memory_clock", take_min_memory},
    {"max_memory_clock", take_max_memory},
    {"voltage_offset", take_voltage_offset},
    {"gpu_clock_offsets", take_core_offsets},
    {"gpu_vf_curve", take_core_points},
    {"mem_vf_curve", take_memory_points},
    {"clocks_configuration", take_nested},
    {"fan_control_enabled", take_flag},
    {"fan_control_settings", take_fan_settings},
    {"pmfw_options", take_firmware_fan},
    {"min_voltage", leave_out<kNoVoltageLimit>},
    {"max_voltage", leave_out<kNoVoltageLimit>},
    {"mem_clock_offsets", leave_out<kNvidia>},
    {"voltage_boost", leave_out<kNvidia>},
    {"power_mizer_mode", leave_out<kNvidia>},
    {"nvidia_thermal_options", leave_out<kNvidia>},
};

void take_all(LactGpu& gpu, const Tree& settings) {
  if (settings.table() == nullptr) return;
  for (const auto& branch : *settings.table()) {
    const Source source{branch.key, branch.at.line};
    const auto* key = std::find_if(std::begin(kKeys), std::end(kKeys),
                                   [&](const Key& row) { return row.name == branch.key; });
    if (branch.value.is_null()) continue;  // LACT writes none of these; they set nothing
    if (key == std::end(kKeys))
      gpu.draft.leave(source, "rmcp-import does not know this key");
    else
      key->take(gpu, source, branch.value);
  }
}

/// Where clocks stand in a table of their own.
void take_nested(LactGpu& gpu, const Source& source, const Tree& value) {
  if (value.table() == nullptr || find(value, source.name) != nullptr)
    return gpu.draft.leave(source, "expected a table of clocks, found " + shown(value));
  take_all(gpu, value);
}

}  // namespace

void take_quantity(LactGpu& gpu, const Source& source, const Tree& value, std::string_view knob,
                   std::string_view unit) {
  const auto amount = integer(value);
  if (!amount) return gpu.draft.leave(source, "expected a whole number, found " + shown(value));
  gpu.draft.set(source, knob, quantity_text(*amount, unit));
}

bool LactGpu::is_manual() const {
  const auto* level = find(settings, "performance_level");
  return level != nullptr && level->text() != nullptr && *level->text() == "manual";
}

bool LactGpu::has_fan_control() const {
  const auto* enabled = find(settings, "fan_control_enabled");
  return enabled != nullptr && boolean(*enabled) == true;
}

bool LactGpu::has_levels() const { return gfx && (gfx->major < 9 || *gfx == GfxTarget{9, 0, 0}); }
bool LactGpu::has_clock_offset() const { return gfx && gfx->major == 12; }
bool LactGpu::has_firmware_fan() const { return !gfx || gfx->major >= 11; }
bool LactGpu::has_voltage_offset() const { return !gfx || *gfx >= GfxTarget{10, 3, 0}; }

Draft read_lact_gpu(const Tree& settings, std::optional<GfxTarget> gfx) {
  LactGpu gpu{settings, gfx};
  take_all(gpu, settings);
  return std::move(gpu.draft);
}

}  // namespace rmcp::client
