// SPDX-License-Identifier: MIT
// Formats the table of module parameters, and the remaining steps.
#include "client/render/documents.hpp"
#include "client/render/facts.hpp"
#include "client/render/shown.hpp"
#include "client/render/table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace rmcp::client {
namespace {

Colour colour_of_row(const Shown& row) {
  const auto state = text(row, "state");
  return state.empty() ? Colour::none : colour_of(state);
}

std::string setting_of(const Shown& row) {
  const auto origin = text(row, "origin"), device = text(row, "device");
  if (origin.empty()) return "";
  return device.empty() ? origin : fmt::format("{} for {}", origin, device);
}

void add_sentences(std::string& out, const Shown& document) {
  const auto say = [&](const std::string& sentence) { out += sentence + "\n"; };
  if (const auto problem = text(document, "problem"); !problem.empty()) say(problem);
  const auto rebuild = text(document, "rebuild");
  if (is_true(document, "initramfs_stale"))
    say(rebuild.empty() ? "The initramfs has other options and has to be rebuilt."
                        : fmt::format("The initramfs has other options. Rebuild it: {}", rebuild));
  if (!items(document, "reboot_for").empty())
    say(fmt::format("In force after a reboot: {}", join(items(document, "reboot_for"))));
  if (is_true(document, "overdrive_taints"))
    say("The kernel is tainted (S), likely by overdrive; report bugs without it.");
  if (const auto problem = text(document, "probe_problem"); !problem.empty()) say(problem);
  if (const auto why = text(document, "probe_unused"); !why.empty())
    say(fmt::format("No parameters for one card: rmcp_devparam: {}", why));
}

std::string parameter_table(const Shown& document, const Style& style) {
  enum Column { kName, kPolicy, kLoaded, kInitramfs, kArgument, kWins, kOrigin, kOther, kNote };
  Table table(style, {"PARAMETER", "POLICY", "LOADED", "INITRAMFS", "ARGUMENT", "WINS", "SET BY",
                      "OTHER FILE", "NOTE"});
  table.narrow({{kNote, 0, true},
                {kOther, 0, true},
                {kOrigin, 0, true},
                {kWins, 12},
                {kPolicy, 11},
                {kInitramfs, 9},
                {kLoaded, 10},
                {kArgument, 0},
                {kName, 12}});
  for (const auto& row : items(document, "parameters"))
    table.add({Cell(text(row, "name"), colour_of_row(row)), text_or(row, "configured", "-"),
               text_or(row, "loaded", "-"), text_or(row, "initramfs", "-"),
               text_or(row, "command_line", "-"), text(row, "wins"), setting_of(row),
               text(row, "other"), text(row, "note")});
  return table.empty() ? "" : table.text();
}

/// The values of one card each.
std::string probe_table(const Shown& document, const Style& style) {
  enum Column { kDevice, kName, kWanted, kProbed, kWay, kOrigin, kNote };
  Table table(style, {"DEVICE", "PARAMETER", "WANTED", "PROBED WITH", "WAY", "SET BY", "NOTE"});
  table.narrow({{kNote, 0, true},
                {kOrigin, 0, true},
                {kWay, 0},
                {kWanted, 10},
                {kProbed, 11},
                {kDevice, 12},
                {kName, 12}});
  for (const auto& row : items(document, "probe_values"))
    table.add({text(row, "device"), Cell(text(row, "name"), colour_of_row(row)),
               text_or(row, "wanted", "-"), text_or(row, "probed", "-"), text_or(row, "way", "-"),
               text(row, "origin"), text(row, "note")});
  return table.empty() ? "" : table.text();
}

}  // namespace

std::string render_kernel(const Shown& document, const Style& style) {
  std::vector<std::string> parts{parameter_table(document, style), probe_table(document, style)};
  if (style.legend) {
    parts.insert(parts.begin(), fmt::format("amdgpu on Linux {}, rmcpd's file {}\n",
                                            text_or(document, "kernel", "unknown"),
                                            text_or(document, "file", "-")));
    if (parts[1].empty() && parts[2].empty()) parts[0] += "No parameter is set anywhere.\n";
    add_sentences(parts.emplace_back(), document);
  }
  std::erase(parts, "");
  return fmt::format("{}", fmt::join(parts, "\n"));
}

}  // namespace rmcp::client
