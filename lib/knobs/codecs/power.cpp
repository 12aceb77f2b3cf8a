// SPDX-License-Identifier: MIT
// The codec of power caps: watts, a share of the card's default, the card's minimum.
#include "lib/knobs/codecs/codecs.hpp"
#include "lib/knobs/codecs/parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace rmcp {
namespace {

constexpr std::int64_t kMicrowatt = 1'000'000;
constexpr std::string_view kLeast = "min";
constexpr std::string_view kNoDefault = "the card does not report its default power cap";
constexpr std::string_view kNoLeast = "the card reports no minimum of its power cap";

// --- in policy ---

void drop_blanks(std::string_view& text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
}

/// Removes ` or min` from the end.
bool take_or_minimum(std::string_view& text) {
  auto rest = text;
  for (const auto word : {kLeast, std::string_view("or")}) {
    if (!rest.ends_with(word)) return false;
    rest.remove_suffix(word.size());
    if (!rest.ends_with(' ')) return false;
    drop_blanks(rest);
  }
  text = rest;
  return true;
}

/// Splits `150 W` into a number and a unit.
bool split_quantity(std::string_view text, double& number, std::string_view& unit) {
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (ec != std::errc{}) return false;
  unit = text.substr(static_cast<std::size_t>(end - text.data()));
  while (!unit.empty() && unit.front() == ' ') unit.remove_prefix(1);
  return std::isfinite(number);
}

Expected<Value> parse_power(const Knob&, const Scalar& scalar) {
  constexpr std::string_view wanted =
      R"(a power with its unit, such as "150 W", "80 %" or "80 % or min")";
  const auto* text = std::get_if<std::string>(&scalar.data);
  if (text == nullptr) return wrong_type(wanted, scalar);
  if (*text == kLeast) return Value{Power{.unit = Power::Unit::minimum}};
  std::string_view words = *text, unit;
  double number = 0;
  const bool or_minimum = take_or_minimum(words);
  const bool quantity = split_quantity(words, number, unit);
  if (!quantity || (unit != "W" && unit != "w" && unit != "%"))
    return because(fmt::format("'{}' is not {}", *text, wanted));
  const double limit = unit == "%" ? 200 : 10'000;
  if (number <= 0 || number > limit) {
    return because(
        fmt::format("'{}' is out of range: more than 0, at most {} {}", *text, limit, unit));
  }
  if (unit != "%")
    return Value{Power{Power::Unit::microwatts, std::llround(number * kMicrowatt), or_minimum}};
  if (number != std::floor(number))
    return because(fmt::format("'{}' is not a whole number of percent", *text));
  const auto percent = static_cast<std::int64_t>(number);
  return Value{Power{Power::Unit::percent_of_default, percent, or_minimum}};
}

// --- on a card ---

/// Drivers report an unknown default and a missing minimum as 0 W.
std::optional<std::int64_t> reported(const Reading& reading, std::string_view name) {
  const auto limit = companion(reading, name);
  return limit && *limit > 0 ? limit : std::nullopt;
}

std::optional<std::int64_t> default_cap(const Reading& reading) {
  return reported(reading, "power1_cap_default");
}

/// The least cap in whole watts, which is all that the kernel keeps.
std::optional<std::int64_t> least_cap(const Reading& reading) {
  const auto least = reported(reading, "power1_cap_min");
  if (!least) return std::nullopt;
  return (*least + kMicrowatt - 1) / kMicrowatt * kMicrowatt;
}

/// The value without regard to the minimum. The kernel keeps whole watts
/// (amdgpu_pm.c:amdgpu_hwmon_set_power_cap divides by a million).
std::optional<std::int64_t> asked_for(const Power& power, const Reading& reading) {
  if (power.unit == Power::Unit::minimum) return std::nullopt;
  auto amount = power.amount;
  if (power.unit == Power::Unit::percent_of_default) {
    const auto normal = default_cap(reading);
    if (!normal) return std::nullopt;
    amount = *normal * power.amount / 100;
  }
  return amount - amount % kMicrowatt;
}

Value resolve_power(const Knob&, const Value& value, const Reading& reading) {
  const auto& power = std::get<Power>(value);
  const auto least = least_cap(reading);
  auto amount = asked_for(power, reading);
  if (power.unit == Power::Unit::minimum) amount = least;
  if (!amount) return value;
  if (power.or_minimum && least) amount = std::max(*amount, *least);
  return Value{Power{Power::Unit::microwatts, *amount}};
}

std::string watts(std::int64_t microwatts) {
  return to_string(Value{Power{Power::Unit::microwatts, microwatts}});
}

/// `90 %`, `50 W`; of a value that leads to the card's minimum, that minimum.
std::string named(const Value& value, const Power& resolved, const Reading& reading) {
  const auto& power = std::get<Power>(value);
  const bool raised = power.or_minimum && asked_for(power, reading) != resolved.amount;
  return raised || power.unit == Power::Unit::minimum
             ? fmt::format("the card's minimum of {}", watts(resolved.amount))
             : to_string(value);
}

Failure check_power(const Knob& knob, const Value& value, const Reading& reading) {
  const auto normal = default_cap(reading);
  if (!normal) return std::string(kNoDefault);
  const auto power = std::get<Power>(resolve_power(knob, value, reading));
  if (power.unit == Power::Unit::minimum) return std::string(kNoLeast);
  // amdgpu_smu.c:smu_set_power_limit takes 0 for the cap in force, amd_powerplay.c:
  // pp_set_power_limit for the default.
  if (power.amount <= 0) return fmt::format("{} is not a power cap", to_string(value));
  const auto name = named(value, power, reading);
  const auto maximum = reported(reading, "power1_cap_max").value_or(*normal);
  if (power.amount > maximum)
    return fmt::format("{} is above the card's maximum of {}", name, watts(maximum));
  const auto least = least_cap(reading).value_or(0);
  if (power.amount < least)
    return fmt::format("{} is below the card's minimum of {}", name, watts(least));
  return {};
}

/// Which number the minimum has replaced; how to ask for a value that the card can have.
std::string remark_on_power(const Knob&, const Value& value, const Reading& reading) {
  const auto& power = std::get<Power>(value);
  const auto least = least_cap(reading), asked = asked_for(power, reading);
  if (!default_cap(reading)) return {};
  if (power.unit == Power::Unit::minimum) return least ? "" : R"(write a value, such as "80 %")";
  if (!asked || !least || *asked >= *least) return {};
  if (!power.or_minimum) return fmt::format("write \"{} or min\"", to_string(value));
  const auto share = Value{Power{power.unit, power.amount}};
  const bool is_share = power.unit == Power::Unit::percent_of_default;
  return fmt::format("{}the card's minimum is {}",
                     is_share ? fmt::format("{} is {}; ", to_string(share), watts(*asked)) : "",
                     watts(*least));
}

Expected<std::string> encode_power(const Knob& knob, const Value& value, const Reading& reading) {
  const auto power = std::get<Power>(resolve_power(knob, value, reading));
  if (power.unit == Power::Unit::minimum) return because(std::string(kNoLeast));
  if (power.unit != Power::Unit::microwatts) return because(std::string(kNoDefault));
  return fmt::format("{}", power.amount);
}

std::optional<Value> decode_power(const Knob&, const Reading& reading) {
  const auto amount = driver_number(reading.raw);
  return amount ? std::optional<Value>(Power{Power::Unit::microwatts, *amount}) : std::nullopt;
}

std::optional<Value> power_shown(const Knob& knob, const std::string& bytes, const Reading&) {
  return decode_power(knob, {.status = Reading::Status::ok, .raw = bytes});
}

std::optional<Value> normal_power(const Knob&, const Reading& reading) {
  const auto normal = default_cap(reading);
  return normal ? std::optional<Value>(Power{Power::Unit::microwatts, *normal}) : std::nullopt;
}

/// Linux 7.3 keeps a cap above the default as whole percent of that default
/// (smu_v13_0_0_ppt.c:smu_v13_0_0_set_power_limit and ..._get_ppt_limit; smu_v13_0_7_ppt.c,
/// smu_v14_0_2_ppt.c alike): 317 W over 300 W is 5 %, and shown as 315 W.
bool is_met(const Value& wanted, const Value& found, const Reading& reading) {
  const auto given = std::get<Power>(wanted).amount, shown = std::get<Power>(found).amount;
  if (given == shown) return true;
  const auto normal = default_cap(reading);
  return normal && given > *normal && shown >= *normal && shown < given &&
         given - shown < *normal / 100;
}

}  // namespace

const Codec kPowerCodec{.type = "power",
                        .parse = parse_power,
                        .decode = decode_power,
                        .check = check_power,
                        .encode = encode_power,
                        .resolve = resolve_power,
                        .shown = power_shown,
                        .normal = normal_power,
                        .is_met = is_met,
                        .remark = remark_on_power};

}  // namespace rmcp
