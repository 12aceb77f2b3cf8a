// SPDX-License-Identifier: MIT
// Codecs of single values: choices, text, intervals.
#include "lib/knobs/codecs/codecs.hpp"

#include "lib/knobs/codecs/parts.hpp"
#include "lib/text/spelling.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace rmcp {
namespace {

using tl::unexpected;

std::string_view type_name(const Scalar& scalar) {
  constexpr std::string_view names[] = {"a string",  "an integer", "a float",
                                        "a boolean", "an array",   "a table"};
  return names[scalar.data.index()];
}

// --- choice ---

Expected<Value> parse_choice(const Knob& knob, const Scalar& scalar) {
  const auto* text = std::get_if<std::string>(&scalar.data);
  if (text == nullptr) {
    return wrong_type(fmt::format("one of {}", fmt::join(knob.choices, ", ")), scalar);
  }
  if (std::find(knob.choices.begin(), knob.choices.end(), *text) == knob.choices.end()) {
    return because(not_one_of(*text, knob.choices));
  }
  return Value{*text};
}

// --- switch ---

Expected<Value> parse_switch(const Knob& knob, const Scalar& scalar) {
  if (const auto* flag = std::get_if<bool>(&scalar.data))
    return Value{std::string(*flag ? "on" : "off")};
  return parse_choice(knob, scalar);
}

std::optional<Value> decode_switch(const Knob&, const Reading& reading) {
  if (reading.raw != "0" && reading.raw != "1") return std::nullopt;
  return Value{std::string(reading.raw == "1" ? "on" : "off")};
}

Expected<std::string> encode_switch(const Knob&, const Value& value, const Reading&) {
  return std::string(std::get<std::string>(value) == "on" ? "1" : "0");
}

std::optional<Value> switch_shown(const Knob& knob, const std::string& bytes, const Reading&) {
  return decode_switch(knob, {.status = Reading::Status::ok, .raw = bytes});
}

// --- text: an environment variable ---

Expected<Value> parse_variable(const Knob&, const Scalar& scalar) {
  if (const auto* number = std::get_if<std::int64_t>(&scalar.data)) {
    return Value{fmt::format("{}", *number)};
  }
  const auto* text = std::get_if<std::string>(&scalar.data);
  if (text == nullptr) return wrong_type("a string", scalar);
  if (text->empty()) {
    return because("an empty value is not the same as an unset variable; remove it with unset");
  }
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  if (std::any_of(text->begin(), text->end(), control)) {
    return because("the value of a variable cannot contain control characters");
  }
  return Value{*text};
}

// --- integers ---

std::string_view unit_word(std::string_view unit) {
  return unit == "s" ? "seconds" : unit == "ms" ? "milliseconds" : unit;
}

std::optional<Value> decode_integer(const Knob&, const Reading& reading) {
  const auto value = whole_number(reading.raw);
  return value ? std::optional<Value>(*value) : std::nullopt;
}

Expected<Value> parse_integer(const Knob& knob, const Scalar& scalar) {
  const auto* number = std::get_if<std::int64_t>(&scalar.data);
  if (number == nullptr)
    return wrong_type(fmt::format("a number of {}", unit_word(knob.unit)), scalar);
  if (*number < knob.min || *number > knob.max) {
    return because(
        fmt::format("{} is out of range: {} to {} {}", *number, knob.min, knob.max, knob.unit));
  }
  return Value{*number};
}

/// "0000:03:00.0: thermal throttling logging enabled, with interval 60 seconds", or "... disabled"
/// (amdgpu_pm.c:amdgpu_get_thermal_throttling_logging).
std::optional<Value> decode_throttling(const Knob&, const Reading& reading) {
  constexpr std::string_view marker = "with interval ";
  const std::string_view raw = reading.raw;
  if (raw.find("logging disabled") != raw.npos) return Value{std::int64_t{0}};
  const auto at = raw.find(marker);
  if (at == raw.npos) return std::nullopt;
  const auto digits = raw.substr(at + marker.size());
  std::int64_t seconds = 0;
  const auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  return ec == std::errc{} ? std::optional<Value>(seconds) : std::nullopt;
}

std::optional<Value> seconds_shown(const Knob&, const std::string& bytes, const Reading&) {
  std::int64_t seconds = 0;
  const auto [end, ec] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), seconds);
  return ec == std::errc{} ? std::optional<Value>(seconds) : std::nullopt;
}

}  // namespace

tl::unexpected<Failure> wrong_type(std::string_view wanted, const Scalar& found) {
  return because(fmt::format("expected {}, found {}", wanted, type_name(found)));
}

const Codec kSwitchCodec{.type = "switch",
                         .parse = parse_switch,
                         .decode = decode_switch,
                         .check = no_check,
                         .encode = encode_switch,
                         .resolve = as_it_is,
                         .shown = switch_shown};
const Codec kIntegerCodec{.type = "integer",
                          .parse = parse_integer,
                          .decode = decode_integer,
                          .check = no_check,
                          .encode = plain_text,
                          .resolve = as_it_is,
                          .shown = seconds_shown};
const Codec kChoiceCodec{.type = "choice",
                         .parse = parse_choice,
                         .decode = raw_text,
                         .check = no_check,
                         .encode = plain_text,
                         .resolve = as_it_is,
                         .shown = bytes_shown};
const Codec kTextCodec{.type = "text",
                       .parse = parse_variable,
                       .decode = raw_text,
                       .check = no_check,
                       .encode = plain_text,
                       .resolve = as_it_is,
                       .shown = bytes_shown};
const Codec kThrottlingCodec{.type = "integer",
                             .parse = parse_integer,
                             .decode = decode_throttling,
                             .check = no_check,
                             .encode = plain_text,
                             .resolve = as_it_is,
                             .shown = seconds_shown};

}  // namespace rmcp
