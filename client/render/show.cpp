// SPDX-License-Identifier: MIT
// Formats every property of devices, one per line.
#include "client/document/json.hpp"
#include "client/render/documents.hpp"
#include "client/render/facts.hpp"
#include "client/render/origin.hpp"
#include "client/render/outcomes.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

std::string setting_line(const Json& setting) {
  return fmt::format("{}  ({}, {})", setting_text(setting), origin_of(setting),
                     section_of(setting));
}

std::string advice_line(const Json& advice) {
  return fmt::format("{}: {}", text(advice, "knob"), text(advice, "message"));
}

std::string outcome_line(const Json& outcome) {
  const auto detail = outcome_detail(outcome);
  return fmt::format("{} = {}: {}{}{}", text(outcome, "knob"), text_or(outcome, "to", "unknown"),
                     text_or(outcome, "result", "-"), detail.empty() ? "" : ", ", detail);
}

template <class Line>
std::vector<std::string> lines(const Json& list, Line line) {
  std::vector<std::string> result;
  for (const auto& element : list) result.push_back(line(element));
  return result;
}

std::vector<std::string> variables(const Json& environment) {
  std::vector<std::string> result;
  for (const auto& [name, value] : environment.items())
    result.push_back(name + "=" + (value.is_string() ? value.get<std::string>() : value.dump()));
  return result;
}

/// The fields of the choice, and of the set except its files: rmcpctl library show has them.
std::vector<std::string> library_lines(const Json& library) {
  std::vector<std::string> result;
  for (const auto* key : {"use", "name", "state", "reason", "problem", "prefix", "rocm_version"})
    if (const auto value = text(library, key); !value.empty())
      result.push_back(fmt::format("{}: {}", key, value));
  for (const auto& caveat : items(library, "caveats")) result.push_back("but: " + words(caveat));
  return result;
}

std::vector<std::string> fact_values(const std::string& key, const Json& value) {
  if (key == "settings" && value.is_array()) return lines(value, setting_line);
  if (key == "advice" && value.is_array()) return lines(value, advice_line);
  if (key == "last_outcomes" && value.is_array()) return lines(value, outcome_line);
  if (key == "kfd_nodes" && value.is_array()) return lines(value, words);
  if ((key == "environment" || key == "published") && value.is_object()) return variables(value);
  if (key == "library_set" && value.is_object()) return library_lines(value);
  if (!value.is_number_unsigned() && !value.is_number_integer()) return {words(value)};
  const auto n = value.get<std::uint64_t>();
  if (key == "revision") return {fmt::format("0x{:02x}", n)};
  if (key == "class") return {fmt::format("0x{:06x}", n)};
  if (key == "vram_bytes") return {fmt::format("{} ({})", n, bytes_text(n))};
  if (key == "last_applied") return {time_text(n)};
  return {words(value)};
}

}  // namespace

std::string render_show(const Json& document, const Style& style) {
  std::string result;
  for (const auto& device : items(document, "devices")) {
    std::vector<Fact> facts;
    for (const auto& [key, value] : device.items()) facts.push_back({key, fact_values(key, value)});
    if (!result.empty()) result += "\n";
    result += render_facts(facts, style);
  }
  if (result.empty() && style.legend) return "No AMD GPU found.\n";
  return result;
}

}  // namespace rmcp::client
