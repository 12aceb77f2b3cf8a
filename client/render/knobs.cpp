// SPDX-License-Identifier: MIT
// Formats the table of knobs, one of them in full, and what a card shows of them.
#include "client/render/columns.hpp"
#include "client/render/documents.hpp"
#include "client/render/facts.hpp"
#include "client/render/shown.hpp"
#include "client/render/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::client {
namespace {

constexpr unsigned kTextWidth = 60;

/// The values of the knob: its choices, its range, or its type.
std::string range_of(const Shown& knob) {
  auto type = text(knob, "type");
  if (type == "points" || type == "fan speed" || type == "power")  // these may also be a word
    return items(knob, "choices").empty() ? type
                                          : join(items(knob, "choices"), " ") + " or " + type;
  if (!items(knob, "choices").empty()) return join(items(knob, "choices"), " ");
  const auto unit = text(knob, "unit");
  if (knob.contains("min") && knob.contains("max"))
    return fmt::format("{}..{}{}{}", number(knob, "min"), number(knob, "max"),
                       unit.empty() ? "" : " ", unit);
  return type;
}

/// Details follow in `knobs NAME`.
std::string first_sentence(const std::string& doc) {
  const auto end = std::min(doc.find(". "), doc.find("; "));
  auto text = doc.substr(0, end);
  while (text.ends_with('.')) text.pop_back();
  return text;
}

/// "attribute.x = manual, on APUs".
std::string requirement(const Shown& knob) {
  const auto needed = text(knob, "requires");
  const auto cards = text(knob, "requires_on");
  return cards.empty() || cards == "every card" ? needed : needed + ", on " + cards;
}

/// The knobs of one kind, in columns of their own, so that long names of another kind cut nothing
/// here.
std::string render_kind(const std::vector<Shown>& knobs, const Style& style) {
  enum Column { kKnob, kValues, kActs, kDescription };
  Table table(style, {"KNOB", "VALUES", "ACTS", "DESCRIPTION"});
  table.narrow({{kActs, 0}, {kDescription, 20}, {kValues, 10}, {kDescription, 0}, {kValues, 0}});
  for (const auto& knob : knobs)
    table.add({text(knob, "name"), range_of(knob), text(knob, "activation"),
               first_sentence(text(knob, "doc"))});
  return table.text();
}

std::vector<std::string> wrapped_values(const Shown& value) {
  return wrap(value.words(), kTextWidth);
}

}  // namespace

std::string render_knobs(const Shown& document, const Style& style) {
  std::string result;
  std::vector<Shown> kind;
  const auto finish = [&] {
    if (!kind.empty()) result += (result.empty() ? "" : "\n") + render_kind(kind, style);
    kind.clear();
  };
  for (const auto& knob : items(document, "knobs")) {
    if (!kind.empty() && text(kind.back(), "kind") != text(knob, "kind")) finish();
    kind.push_back(knob);
  }
  finish();
  const auto hint = style.legend ? "\nrmcpctl knobs NAME explains one of them.\n" : "";
  return result + hint;
}

std::string render_knob_details(const Shown& document, const Style& style) {
  std::string result;
  for (const auto& knob : items(document, "knobs")) {
    std::vector<Fact> facts;
    for (const auto& [key, value] : knob.fields()) {
      if (key == "choices" || key == "min" || key == "max" || key == "unit" || key == "requires_on")
        continue;
      if (key == "requires")
        facts.push_back({key, wrap(requirement(knob), kTextWidth)});
      else
        facts.push_back({key, wrapped_values(value)});
      if (key == "type") facts.push_back({"values", {range_of(knob)}});
    }
    result += render_facts(facts, style);
  }
  return result;
}

std::string render_readings(const Shown& document, const Style& style) {
  enum Column { kKnob, kValue, kDefault, kLimits, kNote };
  Table table(style, {"KNOB", "VALUE", "DEFAULT", "LIMITS", "NOTE"});
  table.narrow({{kNote, 0, true}, {kLimits, 16}, {kLimits, 0, true}, {kDefault, 0}, {kValue, 10}});
  for (const auto& knob : items(document, "knobs"))
    table.add({text(knob, "knob"), text_or(knob, "value", "-"), text_or(knob, "default", "-"),
               text_or(knob, "limits", "-"), text(knob, "reason")});
  return table.text();
}

}  // namespace rmcp::client
