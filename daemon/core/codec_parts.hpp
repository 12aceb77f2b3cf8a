// SPDX-License-Identifier: MIT
// What codecs have in common: columns of a codec whose answer is the plain one.
#pragma once
#include "core/knob.hpp"

namespace rmcp {

/// No card refuses such a value.
inline std::string no_check(const Knob&, const Value&, const Reading&) { return {}; }
/// The card shows what was asked for.
inline Value as_it_is(const Knob&, const Value& value, const Reading&) { return value; }
inline TextOrReason plain_text(const Knob&, const Value& value, const Reading&) {
  return to_string(value);
}
inline std::optional<Value> raw_text(const Knob&, const Reading& reading) {
  return Value{reading.raw};
}
inline std::optional<Value> bytes_shown(const Knob&, const std::string& bytes, const Reading&) {
  return Value{bytes};
}

}  // namespace rmcp
