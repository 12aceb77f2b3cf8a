// SPDX-License-Identifier: MIT
#include "knob_flaw.hpp"

#include "lib/knobs/knob.hpp"
#include "lib/knobs/limits.hpp"

#include <vector>

namespace rmcp::test {
namespace {

const Knob& row_of(const std::string& name) {
  if (const auto* knob = find_knob(name)) return *knob;
  std::size_t sum = 0;
  for (const char c : name) sum += static_cast<unsigned char>(c);
  return knobs()[sum % knobs().size()];
}

void use(const Knob& knob, const Value& value, const Reading& reading) {
  const auto& codec = *knob.codec;
  static_cast<void>(codec.check(knob, value, reading));
  const auto goal = codec.resolve(knob, value, reading);
  for (const auto& each : {value, goal}) {
    static_cast<void>(format(knob, each));
    if (const auto bytes = codec.encode(knob, each, reading)) codec.shown(knob, *bytes, reading);
    codec.ways_back(knob, each, goal, reading);
    codec.ways_back(knob, each, std::nullopt, reading);
    if (knob.risk != nullptr) knob.risk(knob, each, reading);
  }
}

/// As an override is stored, and as a journal shows it.
std::string changed_by_storing(const Knob& knob, const Value& value) {
  const auto text = to_string(value);
  const auto again = parse_text(knob, text);
  if (!again) return "what is stored is refused: " + text + ": " + again.error().text;
  return *again == value ? "" : "stored and read again it is another value: " + text;
}

std::string flaw_of_reading(const Knob& knob, const KnobInput& input, Reading::Status status) {
  auto reading = input.reading;
  reading.status = status;
  const auto& codec = *knob.codec;
  if (status != Reading::Status::ok && status != Reading::Status::absent) return "";
  if (codec.missing(knob, reading) || status == Reading::Status::absent) return "";
  limits_of(knob, reading);
  example_of(knob, reading);
  codec.shown(knob, input.bytes, reading);
  if (const auto normal = codec.normal(knob, reading)) use(knob, *normal, reading);
  if (const auto now = codec.decode(knob, reading)) use(knob, *now, reading);
  if (const auto shown = parse_shown(knob, input.policy)) use(knob, *shown, reading);
  const auto value = parse_text(knob, input.policy);
  if (!value) return value.error().text.empty() ? "a refusal without words" : "";
  use(knob, *value, reading);
  return changed_by_storing(knob, *value);
}

}  // namespace

KnobInput knob_input(std::string_view data) {
  std::vector<std::string> fields;
  while (true) {
    const auto end = data.find('\0');
    fields.emplace_back(data.substr(0, end));
    if (end == data.npos) break;
    data.remove_prefix(end + 1);
  }
  constexpr std::size_t kFixed = 4;
  fields.resize(std::max(fields.size(), kFixed));
  KnobInput input{
      fields[0], {.status = Reading::Status::ok, .raw = fields[1]}, fields[2], fields[3]};
  for (std::size_t i = kFixed; i + 1 < fields.size(); i += 2)
    input.reading.companions[fields[i]] = fields[i + 1];
  return input;
}

std::string to_data(const KnobInput& input) {
  std::string data =
      input.knob + '\0' + input.reading.raw + '\0' + input.policy + '\0' + input.bytes;
  for (const auto& [name, text] : input.reading.companions) data += '\0' + name + '\0' + text;
  return data;
}

std::string knob_flaw(const KnobInput& input) {
  const auto& knob = row_of(input.knob);
  for (const auto status : {Reading::Status::ok, Reading::Status::absent})
    if (auto flaw = flaw_of_reading(knob, input, status); !flaw.empty())
      return std::string(knob.name) + ": " + flaw;
  return "";
}

}  // namespace rmcp::test
