// SPDX-License-Identifier: MIT
// Policies for tests, without files.
#pragma once
#include "lib/knobs/codecs/levels.hpp"
#include "lib/policy/policy.hpp"
#include "lib/text/words.hpp"

#include <stdexcept>
#include <string>

namespace rmcp::test {

inline Setting setting(const std::string& name, const Scalar& scalar,
                       const std::string& section = "rule") {
  const auto* knob = find_knob(name);
  if (knob == nullptr) throw std::invalid_argument("no such knob: " + name);
  const auto value = knob->codec->parse(*knob, scalar);
  if (!value) throw std::invalid_argument(name + ": " + value.error().text);
  return {knob, name, *value, {"/etc/rmcp/policy.d/10-test.toml", 7, 1, section}};
}

inline Setting setting(const std::string& name, const char* text,
                       const std::string& section = "rule") {
  return setting(name, Scalar{std::string(text)}, section);
}

inline Setting trusted(const char* name, const char* text) {
  auto made = setting(name, text);
  made.trusted = true;
  return made;
}

inline Desired desired(std::initializer_list<Setting> settings) {
  Desired out;
  for (const auto& s : settings) out.settings[s.name] = s;
  return out;
}

inline std::vector<Reference> references(const std::vector<std::string>& names) {
  std::vector<Reference> out;
  for (unsigned i = 0; i < names.size(); ++i) out.push_back({names[i], {"use.toml", 9, i + 1, ""}});
  return out;
}

inline Profile profile(const std::string& name, std::vector<Setting> settings,
                       const std::vector<std::string>& use = {}) {
  Profile out;
  out.name = name;
  out.origin = {"profiles.toml", 1, 1, name};
  out.use = references(use);
  out.settings = std::move(settings);
  return out;
}

inline Rule rule(const std::string& name, Match match, std::vector<Setting> settings,
                 const std::vector<std::string>& use = {}) {
  Rule out;
  out.name = name;
  out.origin = {"10-test.toml", 3, 1, name};
  out.match = std::move(match);
  out.use = references(use);
  out.settings = std::move(settings);
  return out;
}

inline constexpr auto kLevel = "attribute.power_dpm_force_performance_level";
inline constexpr auto kMode = "attribute.pp_power_profile_mode";
inline constexpr auto kSclk = "attribute.pp_dpm_sclk";
inline constexpr auto kCap = "attribute.power_cap";
inline constexpr auto kThermal = "attribute.thermal_throttling_logging";
inline constexpr auto kRuntimePm = "attribute.runtime_pm";

inline Reading shows(const std::string& raw) { return {.status = Reading::Status::ok, .raw = raw}; }

inline Reading shows_cap(const std::string& now, const std::string& normal = "100000000",
                         const std::string& minimum = "94000000") {
  auto reading = shows(now);
  reading.companions = {
      {"power1_cap_default", normal}, {"power1_cap_min", minimum}, {"power1_cap_max", "120000000"}};
  return reading;
}

/// A table of clocks, on a card with this version of the firmware for power management: "11.0.12".
inline Reading shows_levels(const std::string& table, std::string_view firmware) {
  auto reading = shows(table);
  const auto version = split_words(firmware, ".");
  for (std::size_t i = 0; i < version.size(); ++i)
    reading.companions.emplace(kPowerFirmware.at(i), version[i]);
  return reading;
}

inline Reading suspended() { return {.status = Reading::Status::suspended}; }

}  // namespace rmcp::test
