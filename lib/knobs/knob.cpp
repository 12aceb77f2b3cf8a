// SPDX-License-Identifier: MIT
// Finding a knob, and the words of its columns.
#include "lib/knobs/knob.hpp"

#include "lib/knobs/short_name.hpp"
#include "lib/text/spelling.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace rmcp {
namespace {

using namespace std::string_view_literals;

constexpr auto kEnvironment = "environment."sv;

}  // namespace

const Knob* find_knob(std::string_view name) {
  const bool variable = name.starts_with(kEnvironment) && name.size() > kEnvironment.size();
  const auto wanted = variable ? "environment.*"sv : name;
  const auto all = knobs();
  const auto it =
      std::find_if(all.begin(), all.end(), [&](const Knob& k) { return k.name == wanted; });
  return it == all.end() ? nullptr : &*it;
}

bool is_published(const Knob& knob) { return knob.scope == Scope::process; }

bool shows(const Knob& knob, const Reading& reading, const std::optional<Value>& wanted) {
  const auto found = knob.codec->decode(knob, reading);
  return found && wanted && knob.codec->is_met(*wanted, *found, reading);
}

bool is_in_table(const Knob& knob) { return !knob.entry.section.empty(); }

std::string nearest_knob(std::string_view name) {
  const bool is_short = name.find('.') == name.npos;
  std::vector<std::string_view> names;
  for (const auto& knob : knobs())
    names.push_back(is_short ? short_knob_name(knob.name) : knob.name);
  return nearest(name, names);
}

Expected<Value> parse_text(const Knob& knob, std::string_view text) {
  auto value = knob.codec->parse(knob, Scalar{std::string(text)});
  if (value) return value;
  std::int64_t number = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = ec == std::errc{} && end == text.data() + text.size();
  return whole ? knob.codec->parse(knob, Scalar{number}) : value;
}

std::optional<Value> parse_shown(const Knob& knob, std::string_view text) {
  auto wide = knob;
  wide.min = std::numeric_limits<std::int64_t>::min();
  wide.max = std::numeric_limits<std::int64_t>::max();
  const auto value = parse_text(wide, text);
  return value ? std::optional(*value) : std::nullopt;
}

std::optional<Value> normal_of_table(const Knob& knob, const Reading&) {
  if (knob.normal.empty()) return std::nullopt;
  std::int64_t number = 0;
  const auto* end = knob.normal.data() + knob.normal.size();
  const bool is_number = std::from_chars(knob.normal.data(), end, number).ptr == end;
  const auto value =
      knob.codec->parse(knob, is_number ? Scalar{number} : Scalar{std::string(knob.normal)});
  return value ? std::optional(*value) : std::nullopt;
}

Failure missing_file(const Knob& knob, const Reading& reading) {
  if (reading.status != Reading::Status::absent) return {};
  return fmt::format("this card has no {}", knob.file);
}

std::string format(const Knob& knob, const Value& value) {
  const bool number = std::holds_alternative<std::int64_t>(value);
  return number && !knob.unit.empty() ? fmt::format("{} {}", to_string(value), knob.unit)
                                      : to_string(value);
}

std::string_view to_string(KnobKind kind) {
  constexpr std::array names{"attribute"sv,   "overdrive"sv, "fan"sv,     "parameter"sv,
                             "environment"sv, "library"sv,   "compute"sv, "runtime"sv};
  return names.at(static_cast<std::size_t>(kind));
}

std::string_view to_string(Scope scope) {
  constexpr std::array names{"device"sv, "module"sv, "system"sv, "process"sv};
  return names.at(static_cast<std::size_t>(scope));
}

std::string_view to_string(ReadAt read_at) {
  constexpr std::array names{"runtime"sv, "probe"sv, "load"sv};
  return names.at(static_cast<std::size_t>(read_at));
}

std::string_view to_string(Activation activation) {
  constexpr std::array names{"immediate"sv, "process"sv, "rebind"sv, "module-reload"sv, "reboot"sv};
  return names.at(static_cast<std::size_t>(activation));
}

std::optional<Activation> parse_activation(std::string_view word) {
  return enum_of(word, Activation::reboot);
}

std::string_view to_string(Readback readback) {
  constexpr std::array names{"exact"sv, "selected"sv, "none"sv};
  return names.at(static_cast<std::size_t>(readback));
}

std::string_view to_string(Restore restore) {
  constexpr std::array names{"journal"sv, "constant"sv, "by another knob"sv};
  return names.at(static_cast<std::size_t>(restore));
}

std::string_view to_string(Risk risk) { return risk == Risk::safe ? "safe" : "confirm"; }

}  // namespace rmcp
