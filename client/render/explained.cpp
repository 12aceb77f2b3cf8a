// SPDX-License-Identifier: MIT
// Formats what can be had of a parameter on each card.
#include "client/render/documents.hpp"
#include "client/render/shown.hpp"
#include "client/render/table.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

std::string heading(const Shown& device) {
  const auto generation = text(device, "generation");
  std::string who = text(device, "address");
  for (const auto& part : {text(device, "name"), generation})
    if (!part.empty()) who += (who.empty() ? "" : ", ") + part;
  return fmt::format("{}{}read {}", who, who.empty() ? "" : ": ", text(device, "read"));
}

std::string ways_table(const Shown& device, const Style& style) {
  auto table = Table::plain(style, 3);
  table.narrow({{2, 0, true}});
  for (const auto& way : items(device, "ways")) {
    const bool possible = is_true(way, "possible");
    table.add({text(way, "way"),
               Cell(std::string(possible ? "yes" : "no"), possible ? Colour::green : Colour::none),
               text(way, "reason")});
  }
  return table.text("  ");
}

}  // namespace

std::string render_explained(const Shown& document, const Style& style) {
  const auto name = text(document, "parameter"), source = text(document, "source");
  std::string out;
  const auto say = [&](const std::string& line) { out += line + "\n"; };
  say(fmt::format("{}: {}", name, text(document, "doc")));
  if (!source.empty()) say("Read by " + source);
  if (!is_true(document, "present"))
    say(fmt::format("Linux {} has no amdgpu.{}", text(document, "kernel"), name));
  for (const auto& device : items(document, "devices")) {
    if (items(device, "ways").empty()) continue;
    out += "\n";
    say(heading(device));
    out += ways_table(device, style);
  }
  return out;
}

}  // namespace rmcp::client
