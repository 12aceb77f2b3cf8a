// SPDX-License-Identifier: MIT
// The table of fields of a knob's reading.
#include "lib/records/knob_reading.hpp"

#include "lib/knobs/limits.hpp"
#include "lib/records/field_table.hpp"

#include <array>

namespace rmcp {
namespace {

using Status = Reading::Status;

bool is_parameter_of_module(const KnobReading& read) {
  return read.knob->kind == KnobKind::parameter;
}

std::string text_of(const Knob& knob, const std::optional<Value>& value) {
  return value ? format(knob, *value) : std::string();
}

Field name(const KnobReading& read) { return to_field(read.knob->name); }

/// In the card's own units; empty if the card does not show it.
Field value(const KnobReading& read) {
  if (read.reading.status != Status::ok) return std::string();
  if (is_parameter_of_module(read)) return read.reading.raw;
  return text_of(*read.knob, read.knob->codec->decode(*read.knob, read.reading));
}

Field usual(const KnobReading& read) {
  if (is_parameter_of_module(read)) return read.parameter_default;
  if (read.reading.status != Status::ok) return std::string();
  const auto normal = read.knob->codec->normal(*read.knob, read.reading);
  return normal ? text_of(*read.knob, read.knob->codec->resolve(*read.knob, *normal, read.reading))
                : std::string();
}

Field limits(const KnobReading& read) {
  return read.reading.status == Status::ok && is_there(read) ? limits_of(*read.knob, read.reading)
                                                             : std::string();
}

Field example(const KnobReading& read) {
  return is_parameter_of_module(read) ? example_of(*read.knob)
                                      : example_of(*read.knob, read.reading);
}

/// A file without this knob's lines is as good as none.
Field status(const KnobReading& read) {
  if (!is_there(read)) return std::string("absent");
  constexpr std::array<std::string_view, 4> kNames{"ok", "absent", "failed", "suspended"};
  return to_field(kNames.at(static_cast<std::size_t>(read.reading.status)));
}

/// Why there is no value.
Field reason(const KnobReading& read) {
  const auto& [knob, reading, normal] = read;
  if (reading.status == Status::suspended)
    return std::string("the card is suspended and was not woken");
  if (reading.status == Status::failed) return reading.message;
  if (is_parameter_of_module(read))
    return std::string(is_there(read) ? "" : "amdgpu does not show it on this kernel");
  if (const auto missing = knob->codec->missing(*knob, reading)) return missing.text;
  const bool shown = knob->codec->decode(*knob, reading).has_value();
  return std::string(shown ? "" : "the card does not show which value is set");
}

constexpr FieldOf<KnobReading> kReadingFields[] = {
    {{"knob"}, name},       {{"value"}, value},   {{"default"}, usual}, {{"limits"}, limits},
    {{"example"}, example}, {{"status"}, status}, {{"reason"}, reason},
};

}  // namespace

bool is_there(const KnobReading& read) {
  const auto status = read.reading.status;
  if (status == Status::absent) return false;
  return status != Status::ok || is_parameter_of_module(read) ||
         !read.knob->codec->missing(*read.knob, read.reading);
}

Record describe(const KnobReading& read) { return rmcp::read(kReadingFields, read); }

template <>
std::span<const Key> keys_of<KnobReading>() {
  return keys<kReadingFields>();
}

}  // namespace rmcp
