// SPDX-License-Identifier: MIT
// The table of knobs, and one of them in full.
#include "render/knobs.hpp"

#include "render/facts.hpp"
#include "render/printable.hpp"
#include "render/table.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

constexpr unsigned kTextWidth = 60;

/// What the knob can be set to: its choices, its range, or the kind of value.
std::string range_of(const Json& knob) {
  if (!items(knob, "choices").empty()) return join(items(knob, "choices"), " ");
  const auto unit = text(knob, "unit");
  if (knob.contains("min") && knob.contains("max"))
    return fmt::format("{}..{}{}{}", number(knob, "min"), number(knob, "max"),
                       unit.empty() ? "" : " ", unit);
  return text(knob, "type");
}

std::vector<std::string> values(const std::string& key, const Json& value) {
  if ((key == "doc" || key == "present_on" || key == "source") && value.is_string())
    return wrap(value.get_ref<const std::string&>(), kTextWidth);
  return {words(value)};
}

}  // namespace

std::string render_knobs(const Json& document, const Style& style) {
  enum Column { kKnob, kValues, kActs, kReadBack, kRestoredBy };
  Table table(style, {"KNOB", "VALUES", "ACTS", "READ BACK", "RESTORED BY"});
  table.narrow({{kRestoredBy, 0}, {kReadBack, 0}, {kValues, 8}, {kActs, 0}});
  for (const auto& knob : items(document, "knobs"))
    table.add({text(knob, "name"), range_of(knob), text(knob, "activation"), text(knob, "readback"),
               text(knob, "restore")});
  const auto hint = style.legend ? "\nrmcpctl knobs NAME explains one of them.\n" : "";
  return table.text() + hint;
}

std::string render_knob_details(const Json& document, const Style& style) {
  std::string result;
  for (const auto& knob : items(document, "knobs")) {
    std::vector<Fact> facts;
    for (const auto& [key, value] : knob.items()) {
      if (key == "choices" || key == "min" || key == "max" || key == "unit") continue;
      facts.push_back({key, values(key, value)});
      if (key == "type") facts.push_back({"values", {range_of(knob)}});
    }
    result += render_facts(facts, style);
  }
  return result;
}

}  // namespace rmcp::client
