// SPDX-License-Identifier: MIT
// Formats wanted and found values, side by side.
#include "client/render/columns.hpp"
#include "client/render/documents.hpp"
#include "client/render/origin.hpp"
#include "client/render/plan.hpp"
#include "client/render/shown.hpp"
#include "client/render/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::client {
namespace {

enum VerifyColumn {
  kVerifyKnob,
  kVerifyWanted,
  kVerifyFound,
  kVerifyOrigin,
  kVerifyReason,
  kVerifyColumns
};

/// Variables are published; they have no found value.
bool differs(const Shown& step) {
  return text(step, "state") != "already" && !text(step, "knob").starts_with("environment.");
}

bool has_steps(const Shown& document) {
  const auto devices = items(document, "devices");
  return std::any_of(devices.begin(), devices.end(),
                     [](const Shown& device) { return !items(device, "steps").empty(); });
}

std::string why_it_differs(const Shown& step) {
  const auto reason = text(step, "reason");
  const bool changed = text(step, "state") == "change" && is_true(step, "drift");
  if (!changed) return reason.empty() ? "not applied yet" : reason;
  return reason.empty() ? "changed by another program" : "changed by another program; " + reason;
}

Table verify_table(const Shown& device, const Style& style) {
  auto table = Table::plain(style, kVerifyColumns);
  table.narrow({{kVerifyReason, 0, true},
                {kVerifyOrigin, 0, true},
                {kVerifyWanted, 16},
                {kVerifyWanted, 0, true}});
  for (const auto& step : items(device, "steps")) {
    if (!differs(step)) continue;
    table.add({"  " + text(step, "knob"), "wanted " + text_or(step, "to", "unknown"),
               Cell("found " + text_or(step, "from", "unknown"), colour_of(text(step, "state"))),
               origin_of(step), why_it_differs(step)});
  }
  return table;
}

}  // namespace

std::size_t count_differences(const Shown& document) {
  std::size_t n = 0;
  for (const auto& device : items(document, "devices"))
    for (const auto& step : items(device, "steps"))
      if (differs(step)) ++n;
  return n;
}

std::string render_verify(const Shown& document, const Style& style) {
  std::string result;
  for (const auto& device : items(document, "devices")) {
    auto table = verify_table(device, style);
    if (!table.empty()) result += device_heading(device, style) + table.text();
  }
  if (!style.legend) return result;
  const auto n = count_differences(document);
  if (n > 0) return result + count(n, "difference", "differences") + "\n";
  return result + (has_steps(document) ? "as policy wants it\n"
                                       : "policy asks for nothing on these cards\n");
}

}  // namespace rmcp::client
