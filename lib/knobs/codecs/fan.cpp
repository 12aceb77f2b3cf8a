// SPDX-License-Identifier: MIT
// Codec of the fan that hwmon drives: automatic, a share of full speed, or revolutions per minute.
#include "lib/knobs/codecs/codecs.hpp"
#include "lib/knobs/codecs/parts.hpp"
#include "lib/knobs/codecs/quantity.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <charconv>

namespace rmcp {
namespace {

using tl::unexpected;

constexpr std::int64_t kFullPwm = 255;  // hwmon's pwm1, whatever the chip's own maximum

Expected<Value> in_range(std::int64_t amount, Unit unit, std::int64_t most) {
  if (amount >= 1 && amount <= most) return Value{Quantity{unit, amount}};
  return unexpected(fmt::format("{} {} is out of range: 1 to {} {}", amount, to_string(unit), most,
                                to_string(unit)));
}

Expected<Value> parse_speed(const Knob&, const Scalar& scalar) {
  constexpr std::int64_t kMostRpm = 20'000;
  const auto* text = std::get_if<std::string>(&scalar.data);
  if (text != nullptr && *text == kAuto) return Value{*text};
  if (text != nullptr) {
    if (const auto share = quantity(*text, Unit::percent))
      return in_range(*share, Unit::percent, 100);
    if (const auto turns = quantity(*text, Unit::rpm)) return in_range(*turns, Unit::rpm, kMostRpm);
  }
  return unexpected(std::string(R"(expected "auto", or a speed such as "40 %" or "1500 rpm")"));
}

/// pwm1_enable: 0 full speed, 1 manual, 2 automatic (amdgpu_pm.c:amdgpu_hwmon_get_pwm1_enable).
std::optional<Value> decode_speed(const Knob&, const Reading& reading) {
  const auto mode = companion(reading, "pwm1_enable");
  const auto pwm = driver_number(reading.raw);
  if (!mode || !pwm) return std::nullopt;
  if (*mode == 2) return Value{std::string(kAuto)};
  const auto share = *mode == 0 ? 100 : (*pwm * 100 + kFullPwm / 2) / kFullPwm;
  return Value{Quantity{Unit::percent, share}};
}

Failure check_speed(const Knob&, const Value& value, const Reading& reading) {
  const auto* speed = std::get_if<Quantity>(&value);
  if (speed == nullptr || speed->unit != Unit::rpm) return {};
  const auto least = companion(reading, "fan1_min"), most = companion(reading, "fan1_max");
  if (!reading.companions.contains("fan1_target") || !least || !most)
    return "this card takes the fan speed only as a share of full speed";
  if (speed->amount >= *least && speed->amount <= *most) return {};
  return fmt::format("{} is out of the fan's range: {} to {} rpm", to_string(value), *least, *most);
}

/// The mode is written first: the driver accepts a speed in manual mode only.
Expected<std::string> encode_speed(const Knob&, const Value& value, const Reading&) {
  const auto* speed = std::get_if<Quantity>(&value);
  if (speed == nullptr) return std::string("pwm1_enable=2");
  if (speed->unit == Unit::rpm) return fmt::format("fan1_enable=1\nfan1_target={}", speed->amount);
  return fmt::format("pwm1_enable=1\npwm1={}", (speed->amount * kFullPwm + 50) / 100);
}

std::optional<Value> speed_shown(const Knob&, const std::string& bytes, const Reading&) {
  if (bytes == "pwm1_enable=2") return Value{std::string(kAuto)};
  const auto amount = driver_number(std::string_view(bytes).substr(bytes.rfind('=') + 1));
  if (!amount) return std::nullopt;
  if (bytes.starts_with("fan1_")) return Value{Quantity{Unit::rpm, *amount}};
  return Value{Quantity{Unit::percent, (*amount * 100 + kFullPwm / 2) / kFullPwm}};
}

Failure missing_speed(const Knob& knob, const Reading& reading) {
  if (reading.status == Reading::Status::absent) return missing_file(knob, reading);
  return reading.companions.contains("pwm1_enable")
             ? Failure()
             : "this card has no hwmon/pwm1_enable: its fan is set by fan.curve, if at all";
}

}  // namespace

const Codec kFanSpeedCodec{.type = "fan speed",
                           .parse = parse_speed,
                           .decode = decode_speed,
                           .check = check_speed,
                           .encode = encode_speed,
                           .resolve = as_it_is,
                           .shown = speed_shown,
                           .normal = normal_of_table,
                           .missing = missing_speed};

}  // namespace rmcp
