// SPDX-License-Identifier: MIT
// LACT's power profiles, level masks and points of voltage and clock.
#include "client/translate/clock_points.hpp"
#include "client/translate/lact_gpu.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace rmcp::client {
namespace {

constexpr std::string_view kProfileKnob = "attribute.pp_power_profile_mode";
constexpr std::string_view kNotManual =
    "not in force in LACT either: it needs performance_level: manual";
constexpr std::int64_t kCustom = 6;

/// The kernel's order of power profiles (kgd_pp_interface.h: enum PP_SMC_POWER_PROFILE); the cards
/// number theirs by it.
constexpr std::string_view kProfiles[] = {
    "bootup_default", "3d_full_screen", "power_saving", "video",  "vr",
    "compute",        "custom",         "window_3d",    "capped", "uncapped"};

struct StateKnob {
  std::string_view key, knob;
};
constexpr StateKnob kStates[] = {{"core_clock", "attribute.pp_dpm_sclk"},
                                 {"memory_clock", "attribute.pp_dpm_mclk"},
                                 {"soc_clock", "attribute.pp_dpm_socclk"},
                                 {"fabric_clock", "attribute.pp_dpm_fclk"}};

std::optional<Scalar::List> whole_numbers(const Tree& value) {
  if (value.list() == nullptr) return std::nullopt;
  Scalar::List out;
  for (const auto& one : *value.list()) {
    const auto parsed = integer(one);
    if (!parsed) return std::nullopt;
    out.push_back(*parsed);
  }
  return out;
}

/// `custom: 70 60 0 0`, or with a place for the name of each clock, which LACT does not write.
std::optional<std::string> custom_text(const Tree& rows) {
  std::string out = "custom:";
  if (rows.list() == nullptr || rows.list()->empty()) return std::nullopt;
  for (const auto& row : *rows.list()) {
    const auto numbers = whole_numbers(row);
    if (!numbers || numbers->empty()) return std::nullopt;
    if (&row != &rows.list()->front()) out += ",";
    if (rows.list()->size() > 1) out += " CLOCK";
    for (const auto number : *numbers) out += fmt::format(" {}", number);
  }
  return out;
}

ClockPoints points_of(const Source& source, const Tree& value) {
  ClockPoints out;
  for (const auto& branch : *value.table()) {
    ClockPoint one;
    one.source = {fmt::format("{} {}", source.name, branch.key), branch.at.line};
    one.index = whole_number(branch.key).value_or(-1);
    if (const auto* clock = find(branch.value, "clockspeed")) one.clock = integer(*clock);
    if (const auto* voltage = find(branch.value, "voltage")) one.voltage = integer(*voltage);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

void take_profile_mode(LactGpu& gpu, const Source& source, const Tree& value) {
  const auto index = integer(value);
  if (!index) return gpu.draft.leave(source, "expected a whole number, found " + shown(value));
  if (!gpu.is_manual()) return gpu.draft.leave(source, kNotManual);
  if (*index == kCustom && find(gpu.settings, "custom_power_profile_mode_hueristics") != nullptr)
    return;  // its numbers are read
  if (*index == kCustom)
    return gpu.draft.leave(source, "6 is CUSTOM, which needs its numbers: \"custom: ...\"");
  const auto known = *index >= 0 && *index < std::ssize(kProfiles);
  gpu.draft.set(source, kProfileKnob, Scalar{*index},
                fmt::format("An index of the card's own table{}; its name says more: cat "
                            "/sys/class/drm/card*/device/pp_power_profile_mode",
                            known ? fmt::format(", {} by the kernel's order",
                                                kProfiles[static_cast<std::size_t>(*index)])
                                  : ""));
}

void take_profile_numbers(LactGpu& gpu, const Source& source, const Tree& value) {
  if (value.list() != nullptr && value.list()->empty()) return;
  const auto text = custom_text(value);
  if (!text) return gpu.draft.leave(source, "numbers are missing: expected lists of them");
  if (!gpu.is_manual()) return gpu.draft.leave(source, kNotManual);
  if (value.list()->size() == 1) return gpu.draft.set(source, kProfileKnob, Scalar{*text});
  gpu.draft.leave(source,
                  fmt::format("LACT does not write which clock a row is for. With the names of the "
                              "card's own table (gfxclk, memclk ...) for each CLOCK: "
                              "pp_power_profile_mode = \"{}\"",
                              *text));
}

void take_power_states(LactGpu& gpu, const Source& source, const Tree& value) {
  if (value.table() == nullptr)
    return gpu.draft.leave(source, "expected a table, found " + shown(value));
  for (const auto& branch : *value.table()) {
    const Source one{fmt::format("{} {}", source.name, branch.key), branch.at.line};
    const auto* row = std::find_if(std::begin(kStates), std::end(kStates),
                                   [&](const auto& state) { return state.key == branch.key; });
    const auto levels = whole_numbers(branch.value);
    if (row == std::end(kStates))
      gpu.draft.leave(one, "rmcpd sets no levels of this clock");
    else if (!levels)
      gpu.draft.leave(one, "expected a list of levels, found " + shown(branch.value));
    else if (!gpu.is_manual())
      gpu.draft.leave(one, kNotManual);
    else
      gpu.draft.set(one, row->knob, Scalar{*levels});
  }
}

/// Levels up to Vega 10, the voltage curve on Vega 20 and RDNA1.
void take_core_points(LactGpu& gpu, const Source& source, const Tree& value) {
  if (value.table() == nullptr)
    return gpu.draft.leave(source, "expected a table, found " + shown(value));
  if (gpu.gfx && gpu.has_voltage_offset())
    return gpu.draft.leave(source, "RDNA2 and later have no points: overdrive.voltage_offset");
  set_points(gpu.draft, gpu.has_levels() ? "overdrive.core_levels" : "overdrive.voltage_curve",
             points_of(source, value));
}

void take_memory_points(LactGpu& gpu, const Source& source, const Tree& value) {
  if (value.table() == nullptr)
    return gpu.draft.leave(source, "expected a table, found " + shown(value));
  if (!gpu.has_levels())
    return gpu.draft.leave(source, "only cards up to Vega 10 have levels of the memory");
  set_points(gpu.draft, "overdrive.memory_levels", points_of(source, value));
}

}  // namespace rmcp::client
