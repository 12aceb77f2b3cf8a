// SPDX-License-Identifier: MIT
// LACT's fan control: a fixed speed, a curve that LACT follows itself or gives to the firmware, the
// firmware's own options.
#include "client/translate/lact_gpu.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace rmcp::client {
namespace {

constexpr std::size_t kFirmwarePoints = 5;  // smu_v13_0_0_ppt.c: NUM_OD_FAN_MAX_POINTS less one

struct FirmwareKnob {
  std::string_view key, knob, unit;
  bool with_curve;  // LACT writes it beside a curve too
};
constexpr FirmwareKnob kFirmware[] = {
    {"acoustic_limit", "fan.acoustic_limit", "rpm", false},
    {"acoustic_target", "fan.acoustic_target", "rpm", false},
    {"minimum_pwm", "fan.minimum_pwm", "%", false},
    {"target_temperature", "fan.target_temperature", "C", false},
    {"zero_rpm_threshold", "fan.zero_rpm_stop_temperature", "C", true}};

/// Shares of 1 become whole percents.
std::optional<std::int64_t> percent(const Tree& value) {
  const auto share = number(value);
  if (!share || *share < 0 || *share > 1) return std::nullopt;
  return std::llround(*share * 100);
}

void take_fixed_speed(LactGpu& gpu, const Source& source, const Tree& settings) {
  const auto* speed = find(settings, "static_speed");
  const auto share = speed == nullptr ? 50 : percent(*speed);  // LACT's default
  if (!share)
    return gpu.draft.leave(source, "static_speed: expected a share of 1, found " + shown(*speed));
  if (gpu.gfx && gpu.has_firmware_fan())
    return gpu.draft.leave(
        source, fmt::format("a fixed speed of {} %: since RDNA3 the firmware drives the fan; "
                            "fan.curve with this speed at each point comes close",
                            *share));
  gpu.draft.set(source, "fan.speed", Scalar{fmt::format("{} %", *share)});
}

struct FanPoint {
  std::int64_t temperature = 0, speed = 0;
};

std::optional<std::vector<FanPoint>> fan_points(const Tree* curve) {
  if (curve == nullptr || curve->table() == nullptr) return std::nullopt;
  std::vector<FanPoint> out;
  for (const auto& branch : *curve->table()) {
    const auto temperature = whole_number(branch.key);
    const auto speed = percent(branch.value);
    if (!temperature || !speed) return std::nullopt;
    out.push_back({*temperature, *speed});
  }
  std::sort(out.begin(), out.end(),
            [](const auto& a, const auto& b) { return a.temperature < b.temperature; });
  return out;
}

std::string curve_text(const std::vector<FanPoint>& points) {
  std::string out;
  for (const auto& point : points)
    out += fmt::format("{}{} C {} %", out.empty() ? "" : ", ", point.temperature, point.speed);
  return out;
}

void take_curve(LactGpu& gpu, const Source& source, const Tree& settings) {
  const auto points = fan_points(find(settings, "curve"));
  if (!points) return gpu.draft.leave(source, "curve: expected temperatures with shares of 1");
  const auto text = curve_text(*points);
  if (!gpu.gfx || !gpu.has_firmware_fan())
    return gpu.draft.leave(
        source, fmt::format("up to RDNA2 LACT itself follows the curve ({}). rmcpd follows none: "
                            "keep LACT for the fan, or set fan.speed",
                            text));
  if (points->size() != kFirmwarePoints)
    return gpu.draft.leave(
        source, fmt::format("the firmware's curve has {} points, this one {}: {}", kFirmwarePoints,
                            points->size(), text));
  gpu.draft.set(source, "fan.curve", Scalar{text});
}

void take_zero_rpm_switch(LactGpu& gpu, const Source& source, const Tree& value) {
  const auto on = boolean(value);
  if (!on) return gpu.draft.leave(source, "expected true or false, found " + shown(value));
  gpu.draft.set(source, "fan.zero_rpm", Scalar{*on});
}

std::string mode_of(const Tree& settings) {
  const auto* mode = find(settings, "mode");
  return mode == nullptr || mode->text() == nullptr ? "curve" : *mode->text();  // LACT's default
}

bool has_fixed_speed(const LactGpu& gpu) {
  const auto* settings = find(gpu.settings, "fan_control_settings");
  return gpu.has_fan_control() && settings != nullptr && mode_of(*settings) == "static";
}

void take_option(LactGpu& gpu, const Source& source, const Tree& value) {
  const auto* row = std::find_if(std::begin(kFirmware), std::end(kFirmware),
                                 [&](const auto& one) { return one.key == source.name; });
  const bool zero_rpm = source.name == "zero_rpm";
  if (row == std::end(kFirmware) && !zero_rpm)
    return gpu.draft.leave(source, "rmcp-import does not know this key");
  if (gpu.gfx && !gpu.has_firmware_fan())
    return gpu.draft.leave(source, "the firmware drives the fan only since RDNA3");
  const bool with_curve = zero_rpm || row->with_curve;
  if (with_curve ? has_fixed_speed(gpu) : gpu.has_fan_control())
    return gpu.draft.leave(source, "not in force in LACT while it controls the fan");
  if (zero_rpm) return take_zero_rpm_switch(gpu, source, value);
  take_quantity(gpu, source, value, row->knob, row->unit);
}

}  // namespace

void take_fan_settings(LactGpu& gpu, const Source& source, const Tree& value) {
  if (value.table() == nullptr)
    return gpu.draft.leave(source, "expected a table, found " + shown(value));
  if (const auto* options = find(value, "pmfw_options"))
    take_firmware_fan(gpu, {"pmfw_options", options->at.line}, *options);
  const auto mode = mode_of(value);
  if (!gpu.has_fan_control())
    gpu.draft.leave(source, "not in force in LACT either: fan_control_enabled is not true");
  else if (mode == "static")
    take_fixed_speed(gpu, source, value);
  else if (mode == "curve")
    take_curve(gpu, source, value);
  else
    gpu.draft.leave(source, fmt::format("mode '{}' is neither curve nor static", excerpt(mode)));
}

void take_firmware_fan(LactGpu& gpu, const Source& source, const Tree& value) {
  if (value.table() == nullptr)
    return gpu.draft.leave(source, "expected a table, found " + shown(value));
  for (const auto& branch : *value.table())
    if (!branch.value.is_null()) take_option(gpu, {branch.key, branch.at.line}, branch.value);
}

}  // namespace rmcp::client
