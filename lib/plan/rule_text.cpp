// SPDX-License-Identifier: MIT
// Identity, then settings table by table.
#include "lib/plan/rule_text.hpp"

#include "lib/knobs/limits.hpp"
#include "lib/knobs/overdrive_off.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rmcp {
namespace {

std::string hex_line(std::string_view key, unsigned value) {
  return fmt::format("{} = \"0x{:04x}\"\n", key, value);
}

std::string model_lines(const Device& d) {
  return hex_line("device", d.pci.device) + hex_line("subsystem_vendor", d.pci.subsystem_vendor) +
         hex_line("subsystem_device", d.pci.subsystem_device);
}

bool has_a_twin(const PolicySource& card) {
  return std::any_of(card.present.begin(), card.present.end(), [&](const Device* other) {
    return other->address != card.device.address &&
           id_as_seen(*other).stable() == id_as_seen(card.device).stable();
  });
}

/// The properties that tell this card from all others, as far as possible.
std::string match_of(const PolicySource& card) {
  const auto& d = card.device;
  if (d.identity.unique_id) {
    return fmt::format("# This card alone, in any slot.\nunique_id = \"{:016x}\"\n",
                       *d.identity.unique_id);
  }
  if (d.identity.serial) {
    return "# This card alone, in any slot.\n" + model_lines(d) +
           fmt::format("serial = {}\n", toml_string(*d.identity.serial));
  }
  if (has_a_twin(card)) {
    return "# The card has no unique id, and there is another card of this model: only the slot "
           "tells them apart.\n" +
           fmt::format("address = \"{}\"\n", to_string(d.address)) + model_lines(d);
  }
  return "# The card has no unique id: this rule is for all cards of this model.\n" +
         model_lines(d);
}

std::string head(const PolicySource& card, std::string_view what) {
  const auto& d = card.device;
  const auto gfx = d.gfx ? fmt::format(" ({})", to_string(*d.gfx)) : std::string();
  return fmt::format("# {}{} at {}: {}.\n", toml_string(d.name), gfx, to_string(d.address), what) +
         "# For a file in /etc/rmcp/policy.d; then: rmcpctl config check, rmcpctl reload\n"
         "format = 1\n\n[[rule]]\n" +
         fmt::format("name = {}\n[rule.match]\n", toml_string(d.name.substr(0, 80))) +
         match_of(card);
}

bool is_on_paper(const Knob& knob) {
  return knob.kind == KnobKind::attribute || knob.kind == KnobKind::overdrive ||
         knob.kind == KnobKind::fan;
}

/// The value in policy's form; empty if policy cannot express it.
std::string toml_value(const Knob& knob, const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  const Scalar scalar = number != nullptr ? Scalar{*number} : Scalar{to_string(value)};
  const auto again = knob.codec->parse(knob, scalar);
  if (!again || *again != value) return {};
  return number != nullptr ? fmt::format("{}", *number) : toml_string(to_string(value));
}

/// The part of a knob's name after that of its table.
std::string_view key_of(const Knob& knob) { return knob.name.substr(knob.name.find('.') + 1); }

/// Settings, each in the table of its kind.
class Tables {
 public:
  void add(const Knob& knob, const std::string& lines) {
    if (kind_ != knob.kind) text_ += fmt::format("\n[rule.{}]\n", to_string(knob.kind));
    kind_ = knob.kind;
    text_ += lines;
  }
  std::string release() { return std::move(text_); }

 private:
  std::optional<KnobKind> kind_;
  std::string text_;
};

/// The reading of a knob that the card has; null for any other.
const Reading* reading_of(const PolicySource& card, const Knob& knob) {
  const auto it = card.readings.find(knob.name);
  if (!is_on_paper(knob) || it == card.readings.end()) return nullptr;
  const bool shown = it->second.status == Reading::Status::ok;
  return shown && !knob.codec->missing(knob, it->second) ? &it->second : nullptr;
}

/// The value in policy's words; for a knob that cannot be read back, its restore value, or an
/// example where the card cannot have that.
std::string present_value(const Knob& knob, const Reading& reading) {
  const auto current = knob.codec->decode(knob, reading);
  if (current) return toml_value(knob, *current);
  if (knob.restore_value.empty()) return {};
  const auto restored = knob.codec->parse(knob, Scalar{std::string(knob.restore_value)});
  const bool possible = restored && !knob.codec->check(knob, *restored, reading);
  return possible ? toml_string(knob.restore_value) : example_of(knob, reading);
}

bool is_asleep(const PolicySource& card) {
  return std::any_of(card.readings.begin(), card.readings.end(), [](const auto& entry) {
    return entry.second.status == Reading::Status::suspended;
  });
}

std::string asleep_note(const PolicySource& card) {
  if (!is_asleep(card)) return {};
  return "# The card is suspended and was not woken: values that only an awake card reports are "
         "missing here.\n";
}

std::string example_note(const Knob& knob, const Reading& reading) {
  const auto example = example_of(knob, reading);
  return example.empty() ? example : fmt::format("; for example {}", example);
}

/// Why the card has no clocks, voltages and fan control, and the lines that turn them on. Being a
/// risk, they stay comments also for someone who uncomments every setting.
std::string overdrive_note(const PolicySource& card) {
  for (const auto& [name, reading] : card.readings) {
    const auto* knob = find_knob(name);
    if (knob->kind != KnobKind::overdrive || reading.status != Reading::Status::absent) continue;
    const auto off = overdrive_off(reading);
    if (off.empty()) continue;
    return fmt::format(
        "# Clocks, voltages and the fan curve are missing: {}.\n"
        "# These lines turn it on, here or in a file of their own:\n"
        "#   {}\n# {}\n# Then write this file again.\n",
        off, fmt::join(kOverdrivePolicy, "\n#   "), kAfterOverdrivePolicy);
  }
  return {};
}

/// True if the knob acts in the card's present state.
bool is_in_effect(const PolicySource& card, const Knob& knob) {
  const auto* needed = find_knob(knob.requires_knob);
  const auto* reading = needed != nullptr ? reading_of(card, *needed) : nullptr;
  if (reading == nullptr) return true;
  const auto current = needed->codec->decode(*needed, *reading);
  return current && to_string(*current) == knob.requires_value;
}

/// The line of one knob for a capture; empty if the knob has the driver's default.
std::string captured(const PolicySource& card, const Knob& knob, const Reading& reading) {
  const auto current = knob.codec->decode(knob, reading);
  const auto text = current ? toml_value(knob, *current) : std::string();
  if (text.empty()) return {};
  const auto normal = knob.codec->normal(knob, reading);
  if (normal && knob.codec->resolve(knob, *normal, reading) == *current) return {};
  if (!normal)
    return fmt::format("# The driver's default is not known.\n#{} = {}\n", key_of(knob), text);
  if (!is_in_effect(card, knob)) {
    return fmt::format("# Without effect now: needs {} = {}.\n#{} = {}\n", knob.requires_knob,
                       knob.requires_value, key_of(knob), text);
  }
  return fmt::format("{} = {}\n", key_of(knob), text);
}

}  // namespace

std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) continue;  // policy allows no control characters
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::vector<std::string> captured_knobs() {
  std::vector<std::string> names;
  for (const auto& knob : knobs())
    if (is_on_paper(knob)) names.emplace_back(knob.name);
  return names;
}

std::string new_rule(const PolicySource& card) {
  Tables tables;
  for (const auto& knob : knobs()) {
    const auto* reading = reading_of(card, knob);
    if (reading == nullptr) continue;
    const auto value = present_value(knob, *reading);
    if (value.empty()) continue;
    tables.add(knob, fmt::format("# {}\n#   {}{}\n#{} = {}\n", knob.doc, limits_of(knob, *reading),
                                 example_note(knob, *reading), key_of(knob), value));
  }
  return head(card, "its knobs, with their present values") + asleep_note(card) +
         overdrive_note(card) + tables.release();
}

std::string captured_rule(const PolicySource& card) {
  Tables tables;
  for (const auto& knob : knobs()) {
    const auto* reading = reading_of(card, knob);
    if (reading == nullptr) continue;
    const auto lines = captured(card, knob, *reading);
    if (!lines.empty()) tables.add(knob, lines);
  }
  return head(card, "values that differ from the driver's defaults") + asleep_note(card) +
         tables.release();
}

}  // namespace rmcp
