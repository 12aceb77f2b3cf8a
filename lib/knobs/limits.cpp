// SPDX-License-Identifier: MIT
// Limits come from the tables that the driver prints beside the values.
#include "lib/knobs/limits.hpp"

#include "lib/knobs/codecs/codecs.hpp"
#include "lib/knobs/codecs/levels.hpp"
#include "lib/knobs/codecs/parts.hpp"
#include "lib/knobs/codecs/table.hpp"
#include "lib/knobs/parameters/module_parameter.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace rmcp {
namespace {

using Range = TableFile::Range;

// --- limits ---

std::string in_words(const Range& range, std::string_view unit) {
  return fmt::format("{} to {}{}{}", range.first, range.second, unit.empty() ? "" : " ", unit);
}

std::string range_of_table(const Knob& knob) {
  return knob.min == knob.max ? std::string(knob.codec->type)
                              : in_words({knob.min, knob.max}, knob.unit);
}

/// The words of the table that this card accepts.
std::vector<std::string> own_choices(const Knob& knob, const Reading& reading) {
  std::vector<std::string> out;
  for (const auto choice : knob.choices) {
    const auto value = knob.codec->parse(knob, Scalar{std::string(choice)});
    if (value && !knob.codec->check(knob, *value, reading)) out.emplace_back(choice);
  }
  return out;
}

constexpr std::int64_t kMicrowatts = 1'000'000;

struct PowerLimits {
  std::int64_t least, most, normal;  // watts
};

std::optional<PowerLimits> power_limits(const Reading& reading) {
  const auto least = companion(reading, "power1_cap_min");
  const auto most = companion(reading, "power1_cap_max");
  const auto normal = companion(reading, "power1_cap_default");
  // Drivers report what they do not know as 0.
  if (!least || most.value_or(0) <= 0 || normal.value_or(0) <= 0) return std::nullopt;
  return PowerLimits{(*least + kMicrowatts - 1) / kMicrowatts, *most / kMicrowatts,
                     *normal / kMicrowatts};
}

std::string limits_of_power(const Reading& reading) {
  const auto limits = power_limits(reading);
  if (!limits) return "the card shows no limits";
  const auto range = limits->least > 0 ? fmt::format("{} W to {} W", limits->least, limits->most)
                                       : fmt::format("{} W at most, no minimum", limits->most);
  return fmt::format("{}, not above the default of {} W unless it is confirmed", range,
                     limits->normal);
}

std::string limits_of_fan(const Reading& reading) {
  const auto least = companion(reading, "fan1_min"), most = companion(reading, "fan1_max");
  const bool turns = reading.companions.contains("fan1_target") && least && most;
  return turns ? fmt::format("auto, 1 to 100 %, or {} to {} rpm", *least, *most)
               : "auto, or 1 to 100 %";
}

std::string limits_of_levels(const Knob& knob, const Reading& reading) {
  const auto levels = legal_levels(knob, reading);
  return level_use(knob, reading) == LevelUse::reversed
             ? fmt::format("one of the levels {}", fmt::join(levels, " "))
             : fmt::format("levels {}, or all", fmt::join(levels, " "));
}

/// The points that the card has, and the limits of the first.
std::string limits_of_points(const Knob& knob, const TableFile& table) {
  const auto& entry = knob.entry;
  const auto section = table.sections.find(entry.section);
  const auto count = section == table.sections.end() ? 0 : section->second.size();
  auto text = fmt::format("{}{} points", knob.choices.empty() ? "" : "auto, or ", count);
  const auto x = table.range(entry.range), y = table.range(entry.range_y);
  if (x) text += ", " + in_words(*x, to_string(entry.unit));
  if (y) text += (x ? " and " : ", ") + in_words(*y, to_string(entry.unit_y));
  return x || y ? text : text + "; the card shows no range";
}

std::string limits_of_quantity(const Knob& knob, const TableFile& table) {
  const auto own = table.range(knob.entry.range);
  if (own) return in_words(*own, to_string(knob.entry.unit));
  return fmt::format("the card shows no range; {} at most", range_of_table(knob));
}

// --- examples ---

/// Texts of each kind of value, usual ones first: the first that a knob takes is its example.
constexpr std::array kUsualTexts{
    std::string_view("150 W"),
    std::string_view("2400 MHz"),
    std::string_view("-50 mV"),
    std::string_view("1500 rpm"),
    std::string_view("70 C"),
    std::string_view("40 %"),
    std::string_view("1: 1424 MHz 805 mV"),
    std::string_view("40 C 25 %, 50 C 40 %, 60 C 55 %, 75 C 75 %, 90 C 100 %"),
    std::string_view("0 1"),
    std::string_view("10.3.0")};

/// For a range around 0, a step down; else a tenth of the way from the present value to the least.
std::int64_t lower(const Range& range, std::int64_t now) {
  if (range.first < 0) return std::max<std::int64_t>(range.first, -50);
  const auto amount = now - (now - range.first) / 10;
  return std::max(range.first, amount >= 100 ? amount / 10 * 10 : amount);
}

std::optional<Value> lower_quantity(const Knob& knob, const Value& now, const TableFile& table) {
  const auto* present = std::get_if<Quantity>(&now);
  const auto range = table.range(knob.entry.range);
  if (present == nullptr || !range) return std::nullopt;
  return Value{Quantity{present->unit, lower(*range, present->amount)}};
}

std::optional<Value> lower_power(const Reading& reading) {
  const auto limits = power_limits(reading);
  if (!limits) return std::nullopt;
  const auto watts = std::max(limits->least, limits->normal * 9 / 10);
  return Value{Power{Power::Unit::microwatts, watts * kMicrowatts}};
}

/// As many points as the card has, rising through the middle of its range.
std::optional<Value> even_curve(const Knob& knob, const TableFile& table) {
  const auto& entry = knob.entry;
  const auto x = table.range(entry.range), y = table.range(entry.range_y);
  const auto section = table.sections.find(entry.section);
  if (!x || !y || section == table.sections.end() || section->second.size() < 2)
    return std::nullopt;
  const auto count = static_cast<std::int64_t>(section->second.size());
  Curve curve{entry.unit, entry.unit_y, {}};
  for (std::int64_t i = 0; i < count; ++i)
    curve.points.push_back({i, x->first + (x->second - x->first) * (i + 2) / (count + 2),
                            y->first + (y->second - y->first) * i / (count - 1)});
  return Value{std::move(curve)};
}

/// The last point alone, with less of its second number.
std::optional<Value> lower_point(const Curve& now) {
  constexpr std::int64_t kStep = 25;
  if (now.points.empty()) return std::nullopt;
  auto point = now.points.back();
  point.y -= kStep;
  return Value{Curve{now.x, now.y, {point}}};
}

std::optional<Value> candidate(const Knob& knob, const Reading& reading) {
  const auto now = knob.codec->decode(knob, reading);
  if (knob.codec == &kPowerCodec) return lower_power(reading);
  if (knob.codec == &kLevelMaskCodec) return Value{LevelMask{{0}}};
  if (!now) return std::nullopt;
  const auto table = read_table_file(reading.raw);
  if (knob.codec == &kTableQuantityCodec) return lower_quantity(knob, *now, table);
  if (knob.codec != &kCurveCodec) return std::nullopt;
  const auto* curve = std::get_if<Curve>(&*now);
  return curve == nullptr ? even_curve(knob, table) : lower_point(*curve);
}

std::string quoted(std::string_view text) { return fmt::format("\"{}\"", text); }

/// A number, or a text in quotes; empty if policy cannot express the value.
std::string policy_form(const Knob& knob, const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  const Scalar scalar = number != nullptr ? Scalar{*number} : Scalar{to_string(value)};
  const auto again = knob.codec->parse(knob, scalar);
  if (!again || *again != value) return {};
  return number != nullptr ? fmt::format("{}", *number) : quoted(to_string(value));
}

std::string example_of_parameter(const Knob& knob) {
  const auto& parameter = module_parameter_of(knob);
  if (parameter.type == ParameterType::text) return {};
  if (!parameter.bits.empty())
    return fmt::format("{{ add = [\"{}\"] }}", parameter.bits.front().name);
  return fmt::format("{}", std::clamp<std::int64_t>(1, parameter.min, parameter.max));
}

/// The kinds of values of settings that are published for programs.
std::string example_of_process(const Knob& knob) {
  if (knob.codec == &kFlagCodec) return "true";
  if (knob.codec == &kLibraryCodec) return quoted("rocm-6.2");
  if (knob.codec == &kTextCodec) return quoted("1");
  return knob.codec == &kGfxOverrideCodec ? quoted("10.3.0") : quoted(knob.choices.back());
}

}  // namespace

std::string limits_of(const Knob& knob, const Reading& reading) {
  if (knob.codec == &kFanSpeedCodec) return limits_of_fan(reading);
  if (knob.codec == &kPowerCodec) return limits_of_power(reading);
  if (knob.codec == &kCurveCodec) return limits_of_points(knob, read_table_file(reading.raw));
  if (knob.codec == &kTableQuantityCodec)
    return limits_of_quantity(knob, read_table_file(reading.raw));
  if (knob.codec == &kLevelMaskCodec) return limits_of_levels(knob, reading);
  if (!knob.choices.empty()) return fmt::format("{}", fmt::join(own_choices(knob, reading), ", "));
  return range_of_table(knob);
}

std::string example_of(const Knob& knob) {
  if (knob.kind == KnobKind::parameter) return example_of_parameter(knob);
  if (is_published(knob)) return example_of_process(knob);
  if (knob.codec == &kPowerCodec) return R"("150 W", "90 %" or "90 % or min")";
  if (!knob.choices.empty() && knob.codec != &kCurveCodec && knob.codec != &kFanSpeedCodec)
    return quoted(knob.choices.back());
  for (const auto text : kUsualTexts)
    if (knob.codec->parse(knob, Scalar{std::string(text)})) return quoted(text);
  const auto usual = knob.codec->normal(knob, Reading{});
  return usual ? policy_form(knob, *usual) : std::string();
}

std::string example_of(const Knob& knob, const Reading& reading) {
  if (reading.status != Reading::Status::ok) return {};
  const auto value = candidate(knob, reading);
  if (!value || knob.codec->check(knob, *value, reading)) return {};
  return policy_form(knob, *value);
}

}  // namespace rmcp
