// SPDX-License-Identifier: MIT
// Formats what a card shows of its knobs.
#include "client/document/json.hpp"
#include "client/render/documents.hpp"
#include "client/render/table.hpp"

namespace rmcp::client {

std::string render_readings(const Json& document, const Style& style) {
  enum Column { kKnob, kValue, kDefault, kLimits, kNote };
  Table table(style, {"KNOB", "VALUE", "DEFAULT", "LIMITS", "NOTE"});
  table.narrow({{kNote, 0, true}, {kLimits, 16}, {kLimits, 0, true}, {kDefault, 0}, {kValue, 10}});
  for (const auto& knob : items(document, "knobs"))
    table.add({text(knob, "knob"), text_or(knob, "value", "-"), text_or(knob, "default", "-"),
               text_or(knob, "limits", "-"), text(knob, "reason")});
  return table.text();
}

}  // namespace rmcp::client
