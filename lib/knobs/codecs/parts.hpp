// SPDX-License-Identifier: MIT
// Common parts of codecs: columns for codecs with the default behaviour, reasons, numbers.
#pragma once
#include "lib/knobs/knob.hpp"
#include "lib/text/failure.hpp"
#include "lib/text/words.hpp"

namespace rmcp {

inline constexpr std::string_view kAuto = "auto";

inline tl::unexpected<Failure> because(std::string reason) {
  return tl::unexpected(Failure(std::move(reason)));
}
/// `expected an integer, found a string`
tl::unexpected<Failure> wrong_type(std::string_view wanted, const Scalar& found);

/// The index of a level or a mode.
inline std::optional<std::int64_t> whole_index(std::string_view text) {
  const auto value = whole_number(text);
  return value && *value >= 0 ? value : std::nullopt;
}
/// A number that a driver shows; nothing if no quantity of a card can be so large: sums and
/// products of what is left fit.
inline std::optional<std::int64_t> driver_number(std::string_view text) {
  constexpr std::int64_t kMost = 1'000'000'000'000;  // a megawatt in microwatts
  const auto value = whole_number(text);
  return value && *value <= kMost && *value >= -kMost ? value : std::nullopt;
}
/// The number in a companion file.
inline std::optional<std::int64_t> companion(const Reading& reading, std::string_view name) {
  const auto it = reading.companions.find(name);
  return it == reading.companions.end() ? std::nullopt : driver_number(it->second);
}

/// No card refuses such a value.
inline Failure no_check(const Knob&, const Value&, const Reading&) { return {}; }
/// The card shows the requested value.
inline Value as_it_is(const Knob&, const Value& value, const Reading&) { return value; }
inline Expected<std::string> plain_text(const Knob&, const Value& value, const Reading&) {
  return to_string(value);
}
inline std::optional<Value> raw_text(const Knob&, const Reading& reading) {
  return Value{reading.raw};
}
inline std::optional<Value> bytes_shown(const Knob&, const std::string& bytes, const Reading&) {
  return Value{bytes};
}

}  // namespace rmcp
