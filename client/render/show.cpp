// SPDX-License-Identifier: MIT
// Formats every property of devices, one per line.
#include "client/render/documents.hpp"
#include "client/render/facts.hpp"
#include "client/render/origin.hpp"
#include "client/render/outcomes.hpp"
#include "client/render/shown.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

std::string setting_line(const Shown& setting) {
  return fmt::format("{}  ({}, {})", setting_text(setting), origin_of(setting),
                     section_of(setting));
}

std::string advice_line(const Shown& advice) {
  return fmt::format("{}: {}", text(advice, "knob"), text(advice, "message"));
}

std::string outcome_line(const Shown& outcome) {
  const auto detail = outcome_detail(outcome);
  return fmt::format("{} = {}: {}{}{}", text(outcome, "knob"), text_or(outcome, "to", "unknown"),
                     text_or(outcome, "result", "-"), detail.empty() ? "" : ", ", detail);
}

template <class Line>
std::vector<std::string> lines(const Shown& list, Line line) {
  std::vector<std::string> result;
  for (const auto& element : list.elements()) result.push_back(line(element));
  return result;
}

std::vector<std::string> variables(const Shown& environment) {
  std::vector<std::string> result;
  for (const auto& [name, value] : environment.fields())
    result.push_back(name + "=" + (value.is_text() ? value.text() : value.json()));
  return result;
}

/// The fields of the choice, and of the set except its files: rmcpctl library show has them.
std::vector<std::string> library_lines(const Shown& library) {
  std::vector<std::string> result;
  for (const auto* key : {"use", "name", "state", "reason", "problem", "prefix", "rocm_version"})
    if (const auto value = text(library, key); !value.empty())
      result.push_back(fmt::format("{}: {}", key, value));
  for (const auto& caveat : items(library, "caveats")) result.push_back("but: " + caveat.words());
  return result;
}

std::vector<std::string> fact_values(const std::string& key, const Shown& value) {
  if (key == "settings" && value.is_list()) return lines(value, setting_line);
  if (key == "advice" && value.is_list()) return lines(value, advice_line);
  if (key == "last_outcomes" && value.is_list()) return lines(value, outcome_line);
  if (key == "kfd_nodes" && value.is_list())
    return lines(value, [](const Shown& node) { return node.words(); });
  if ((key == "environment" || key == "published") && value.is_object()) return variables(value);
  if (key == "library_set" && value.is_object()) return library_lines(value);
  if (!value.is_whole_number()) return {value.words()};
  const auto n = static_cast<std::uint64_t>(value.whole_number());
  if (key == "revision") return {fmt::format("0x{:02x}", n)};
  if (key == "class") return {fmt::format("0x{:06x}", n)};
  if (key == "vram_bytes") return {fmt::format("{} ({})", n, bytes_text(n))};
  if (key == "last_applied") return {time_text(n)};
  return {value.words()};
}

}  // namespace

std::string render_show(const Shown& document, const Style& style) {
  std::string result;
  for (const auto& device : items(document, "devices")) {
    std::vector<Fact> facts;
    for (const auto& [key, value] : device.fields())
      facts.push_back({key, fact_values(key, value)});
    if (!result.empty()) result += "\n";
    result += render_facts(facts, style);
  }
  if (result.empty() && style.legend) return "No AMD GPU found.\n";
  return result;
}

}  // namespace rmcp::client
