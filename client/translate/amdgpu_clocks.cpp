// SPDX-License-Identifier: MIT
// Files of amdgpu-clocks as policy.
#include "client/translate/amdgpu_clocks_file.hpp"
#include "client/translate/draft.hpp"
#include "client/translate/header.hpp"
#include "client/translate/translate.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::client {
namespace {

const Section* find_section(const AmdgpuClocks& file, std::string_view name) {
  const auto found = file.sections.find(name);
  return found == file.sections.end() ? nullptr : &found->second;
}

ClockPoints named(const Section& section, std::string_view name) {
  auto points = section.points;
  for (auto& one : points) one.source.name = fmt::format("{} {}", name, one.index);
  return points;
}

struct ClockKnobs {
  std::string_view section, levels, lower, upper;
};
constexpr ClockKnobs kClocks[] = {
    {"OD_SCLK", "overdrive.core_levels", "overdrive.core_clock_min", "overdrive.core_clock_max"},
    {"OD_MCLK", "overdrive.memory_levels", "overdrive.memory_clock_min",
     "overdrive.memory_clock_max"}};

/// Polaris and Vega 10 have levels with a voltage each, later cards a lowest and a highest clock.
void take_clocks(Draft& draft, const AmdgpuClocks& file) {
  for (const auto& row : kClocks) {
    const auto* section = find_section(file, row.section);
    if (section == nullptr) continue;
    const auto points = named(*section, row.section);
    const auto has_voltage = [](const ClockPoint& one) { return one.voltage.has_value(); };
    if (std::any_of(points.begin(), points.end(), has_voltage))
      set_points(draft, row.levels, points);
    else
      set_limits(draft, row.lower, row.upper, points);
  }
  if (const auto* curve = find_section(file, "OD_VDDC_CURVE"))
    set_points(draft, "overdrive.voltage_curve", named(*curve, "OD_VDDC_CURVE"));
}

struct NumberKnob {
  std::string_view section, knob, unit;
};
constexpr NumberKnob kNumbers[] = {
    {"OD_SCLK_OFFSET", "overdrive.core_clock_offset", "MHz"},
    {"OD_VDDGFX_OFFSET", "overdrive.voltage_offset", "mV"},
    {"FAN_ZERO_RPM_STOP_TEMPERATURE", "fan.zero_rpm_stop_temperature", "C"}};

void take_numbers(Draft& draft, const AmdgpuClocks& file) {
  for (const auto& row : kNumbers) {
    const auto* section = find_section(file, row.section);
    if (section == nullptr) continue;
    const Source source{std::string(row.section), section->line};
    auto value = section->number;
    // Before Linux 6.14 RDNA4's offset was line 1 of OD_SCLK_OFFSET.
    for (const auto& one : section->points)
      if (one.index == 1) value = one.clock;
    if (value)
      draft.set(source, row.knob, quantity_text(*value, row.unit));
    else
      draft.leave(source, "it has no value");
  }
}

void take_zero_rpm(Draft& draft, const AmdgpuClocks& file) {
  const auto* section = find_section(file, "FAN_ZERO_RPM_ENABLE");
  if (section == nullptr) return;
  const Source source{"FAN_ZERO_RPM_ENABLE", section->line};
  if (section->number == 0 || section->number == 1)
    draft.set(source, "fan.zero_rpm", Scalar{section->number == 1});
  else
    draft.leave(source, "expected 0 or 1");
}

struct ForcedKnob {
  std::string_view name, knob;
  Scalar (*value)(const std::string& text);
  bool manual;  // the driver takes it at the level `manual` only
};

Scalar as_text(const std::string& text) { return Scalar{text}; }
Scalar as_number(const std::string& text) {
  const auto number = whole_number(text);
  return number ? Scalar{*number} : Scalar{text};
}
Scalar as_levels(const std::string& text) {
  Scalar::List levels;
  for (const auto word : split_words(text)) {
    const auto level = whole_number(word);
    if (!level) return Scalar{text};
    levels.push_back(*level);
  }
  return Scalar{levels};
}
/// The file has microwatts.
Scalar as_power(const std::string& text) {
  const auto number = whole_number(text);
  return Scalar{number ? fmt::format("{} W", static_cast<double>(*number) / 1e6) : text};
}

constexpr ForcedKnob kForcedKnobs[] = {
    {"FORCE_PERF_LEVEL", "attribute.power_dpm_force_performance_level", as_text, false},
    {"FORCE_POWER_PROFILE", "attribute.pp_power_profile_mode", as_number, true},
    {"FORCE_SCLK", "attribute.pp_dpm_sclk", as_levels, true},
    {"FORCE_MCLK", "attribute.pp_dpm_mclk", as_levels, true},
    {"FORCE_POWER_CAP", "attribute.power_cap", as_power, false}};

void take_forced(Draft& draft, const AmdgpuClocks& file) {
  const auto level = file.forced.find("FORCE_PERF_LEVEL");
  const bool manual = level != file.forced.end() && level->second.value == "manual";
  for (const auto& row : kForcedKnobs) {
    const auto found = file.forced.find(row.name);
    if (found == file.forced.end()) continue;
    const Source source{std::string(row.name), found->second.line};
    if (row.manual && !manual)
      draft.leave(source,
                  fmt::format("the driver takes {} only with FORCE_PERF_LEVEL: manual", row.knob));
    else
      draft.set(source, row.knob, row.value(found->second.value));
  }
}

/// A rule without a match would be for all cards: one for no card is safer.
std::string match_text(std::string_view file_name, std::optional<PciAddress> card) {
  if (card && address_in_name(file_name))
    return fmt::format("match = {{ address = \"{}\" }}\n", to_string(*card));
  const auto name = card_in_name(file_name);
  if (card)
    return comment(fmt::format("The file is for {}, which is this card now. The numbers of cards "
                               "change; see rmcpctl config new {} for other ways to match it.",
                               name, to_string(*card))) +
           fmt::format("match = {{ address = \"{}\" }}\n", to_string(*card));
  return comment(fmt::format("{} Replace this address, which no card has: rmcpctl list shows those "
                             "of the cards.",
                             name.empty() ? "The file's name does not say which card it is for."
                                          : "The file is for " + name + ".")) +
         "match = { address = \"0000:00:00.0\" }\n";
}

}  // namespace

std::string card_in_name(std::string_view file_name) {
  const auto dot = file_name.rfind(".card");
  if (dot == file_name.npos) return "";
  const auto digits = file_name.substr(dot + 5);
  const bool number = !digits.empty() && digits.size() <= 3 && whole_number(digits) >= 0;
  return number ? "card" + std::string(digits) : "";
}

std::optional<PciAddress> address_in_name(std::string_view file_name) {
  constexpr std::string_view kMark = ".pci:";
  const auto at = file_name.find(kMark);
  return at == file_name.npos ? std::nullopt
                              : parse_pci_address(file_name.substr(at + kMark.size()));
}

Translated<std::string> translate_amdgpu_clocks(std::string_view text, std::string_view file_name,
                                                std::optional<PciAddress> card) {
  const auto file = read_amdgpu_clocks(text);
  if (!file) return tl::unexpected(file.error());
  Draft draft;
  take_forced(draft, *file);
  take_clocks(draft, *file);
  take_numbers(draft, *file);
  take_zero_rpm(draft, *file);
  auto out = policy_header("amdgpu-clocks", "amdgpu-clocks", draft.has_risky());
  if (draft.empty())
    out += comment("Nothing could be carried over.");
  else
    out += "\n[[rule]]\nname = \"amdgpu-clocks\"\n" + match_text(file_name, card) +
           draft.tables("rule");
  return out + draft.left_out();
}

}  // namespace rmcp::client
