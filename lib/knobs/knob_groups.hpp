// SPDX-License-Identifier: MIT
// The parts of THE table, one file a group; knobs.cpp joins them.
#pragma once
#include "lib/knobs/knob.hpp"

#include <span>
#include <string_view>

namespace rmcp {

std::span<const Knob> attribute_knobs();
std::span<const Knob> overdrive_knobs();
std::span<const Knob> fan_knobs();
std::span<const Knob> process_knobs();

inline constexpr std::string_view kOnOff[] = {"off", "on"};
inline constexpr std::string_view kPowerCapKnob = "attribute.power_cap";
inline constexpr std::string_view kLevelKnob = "attribute.power_dpm_force_performance_level";

inline Risk always_safe(const Knob&, const Value&, const Reading&) { return Risk::safe; }

}  // namespace rmcp
