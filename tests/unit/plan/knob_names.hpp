// SPDX-License-Identifier: MIT
// Names of the knobs that tests of plans set.
#pragma once

namespace rmcp::test {

inline constexpr auto kCoreMin = "overdrive.core_clock_min";
inline constexpr auto kCoreMax = "overdrive.core_clock_max";
inline constexpr auto kCoreOffset = "overdrive.core_clock_offset";
inline constexpr auto kMemoryMin = "overdrive.memory_clock_min";
inline constexpr auto kMemoryMax = "overdrive.memory_clock_max";
inline constexpr auto kVoltageOffset = "overdrive.voltage_offset";
inline constexpr auto kVoltageCurve = "overdrive.voltage_curve";
inline constexpr auto kCoreLevels = "overdrive.core_levels";
inline constexpr auto kFanCurveKnob = "fan.curve";
inline constexpr auto kSpeed = "fan.speed";
inline constexpr auto kTarget = "fan.target_temperature";

}  // namespace rmcp::test
