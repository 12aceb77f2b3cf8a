// SPDX-License-Identifier: MIT
// Formats the table of module parameters, and the remaining steps.
#include "client/document/json.hpp"
#include "client/render/documents.hpp"
#include "client/render/facts.hpp"
#include "client/render/origin.hpp"
#include "client/render/printable.hpp"
#include "client/render/table.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

Colour colour_of_row(const Json& row) {
  const auto state = text(row, "state");
  return state.empty() ? Colour::none : colour_of(state);
}

std::string setting_of(const Json& row) {
  const auto origin = text(row, "origin"), device = text(row, "device");
  if (origin.empty()) return "";
  return device.empty() ? origin : fmt::format("{} for {}", origin, device);
}

void add_sentences(std::string& out, const Json& document, const Style& style) {
  const auto say = [&](const std::string& sentence) {
    out += printable(sentence, style.utf8) + "\n";
  };
  if (const auto problem = text(document, "problem"); !problem.empty()) say(problem);
  const auto rebuild = text(document, "rebuild");
  if (is_true(document, "initramfs_stale"))
    say(rebuild.empty() ? "The initramfs has other options and has to be rebuilt."
                        : fmt::format("The initramfs has other options. Rebuild it: {}", rebuild));
  if (!items(document, "reboot_for").empty())
    say(fmt::format("In force after a reboot: {}", join(items(document, "reboot_for"))));
}

}  // namespace

std::string render_kernel(const Json& document, const Style& style) {
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
  std::string out;
  if (style.legend)
    out = fmt::format("amdgpu on Linux {}, rmcpd's file {}\n",
                      text_or(document, "kernel", "unknown"), text_or(document, "file", "-"));
  if (table.empty()) {
    if (style.legend) out += "No parameter is set anywhere.\n";
  } else {
    out += (style.legend ? "\n" : "") + table.text();
  }
  if (style.legend) {
    std::string sentences;
    add_sentences(sentences, document, style);
    if (!sentences.empty()) out += "\n" + sentences;
  }
  return out;
}

}  // namespace rmcp::client
