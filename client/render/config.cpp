// SPDX-License-Identifier: MIT
// Formats policy for people.
#include "client/render/config.hpp"

#include "client/render/columns.hpp"
#include "client/render/facts.hpp"
#include "client/render/origin.hpp"
#include "client/render/shown.hpp"
#include "client/render/table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace rmcp::client {
namespace {

void add_list(std::string& result, std::string_view word, const Shown& entry,
              std::string_view key) {
  const auto names = items(entry, key);
  if (!names.empty()) result += fmt::format("  {} {}\n", word, join(names));
}

/// As the files have it: gfx = ["gfx1030", "gfx1032"], not = { external = true }.
std::string match_text(const Shown& match) {
  std::vector<std::string> parts;
  for (const auto& [key, values] : match.fields()) {
    std::vector<std::string> texts;
    for (const auto& value : values.elements())
      texts.push_back(value.is_object() ? fmt::format("{{ {} }}", match_text(value))
                                        : value.json());
    const auto all = fmt::format("{}", fmt::join(texts, ", "));
    parts.push_back(fmt::format("{} = {}", key, texts.size() == 1 ? all : "[" + all + "]"));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string card_text(const Shown& card) {
  const auto name = text(card, "name"), address = text_or(card, "address", "-");
  const auto* const absent = is_true(card, "present") ? "" : ", absent";
  return fmt::format("{} ({}{})", text_or(card, "alias", address), name.empty() ? "no name" : name,
                     absent);
}

/// The devices that the entry is for, and the present ones among them.
std::string match_lines(const Shown& entry) {
  if (!entry.contains("match")) return {};
  std::string result = entry.at("match").empty()
                           ? "  match every card\n"
                           : fmt::format("  match {}\n", match_text(entry.at("match")));
  std::vector<std::string> cards;
  for (const auto& card : items(entry, "cards")) cards.push_back(card_text(card));
  return result + (cards.empty() ? "  fits no card here\n"
                                 : fmt::format("  fits {}\n", fmt::join(cards, ", ")));
}

std::string flags_line(const Shown& rule) {
  std::vector<std::string> flags;
  for (const auto* flag : {"trusted", "optional"})
    if (is_true(rule, flag)) flags.push_back(fmt::format("{} = true", flag));
  if (const auto drift = text(rule, "on_drift"); !drift.empty())
    flags.push_back(fmt::format("on_drift = \"{}\"", drift));
  return flags.empty() ? "" : fmt::format("  {}\n", fmt::join(flags, ", "));
}

/// The first line of an entry: its kind, its name, its place.
std::string head_line(std::string_view kind, const Shown& entry) {
  const auto name = text(entry, "name"), description = text(entry, "description");
  return fmt::format("{}{}{}  {}{}{}\n", kind, name.empty() ? "" : " ", name, origin_of(entry),
                     description.empty() ? "" : "  ", description);
}

std::string section(std::string_view kind, const Shown& entry) {
  auto result = head_line(kind, entry) + match_lines(entry) + flags_line(entry);
  add_list(result, "use", entry, "use");
  add_list(result, "unset", entry, "unset");
  for (const auto& setting : items(entry, "settings"))
    result += fmt::format("  {}\n", setting_text(setting));
  return result;
}

std::string module_settings(const Shown& document) {
  std::string result;
  for (const auto& setting : items(document, "module"))
    result += fmt::format("  {}  {}{}\n", setting_text(setting), origin_of(setting),
                          is_true(setting, "trusted") ? "  trusted" : "");
  return result.empty() ? "" : "module amdgpu\n" + result;
}

/// Units, sessions and the default of the system.
std::string services(const Shown& document) {
  std::string result;
  for (const auto& unit : items(document, "units")) {
    result += head_line("unit", unit);
    add_list(result, "devices", unit, "devices");
    if (const auto runtime = text(unit, "runtime"); !runtime.empty())
      result += fmt::format("  runtime {}\n", runtime);
    result += fmt::format("  absent {}\n", text_or(unit, "absent", "-"));
  }
  if (const auto sessions = document.at("sessions"); !sessions.empty()) {
    result += head_line("sessions", sessions);
    add_list(result, "devices", sessions, "devices");
  }
  if (const auto system = document.at("system"); !system.empty())
    result += head_line("system", system) + fmt::format("  library {}\n", text(system, "library"));
  return result;
}

}  // namespace

std::string render_profiles(const Shown& document, const Style& style) {
  const auto profiles = items(document, "profiles");
  if (profiles.empty()) return style.legend ? "No profile is defined.\n" : "";
  enum Column { kProfile, kSettings, kDefinedIn, kDescription };
  Table table(style, {"PROFILE", "SETTINGS", "DEFINED IN", "DESCRIPTION"});
  table.narrow({{kDescription, 20}, {kDefinedIn, 0}, {kSettings, 0}});
  for (const auto& profile : profiles)
    table.add({text_or(profile, "name", "-"), std::to_string(items(profile, "settings").size()),
               origin_of(profile), text(profile, "description")});
  return table.text();
}

std::string render_profile_details(const Shown& document, const Style&) {
  std::string result;
  for (const auto& profile : items(document, "profiles")) result += section("profile", profile);
  return result;
}

std::string render_config(const Shown& document, const Style& style) {
  std::string result;
  if (style.legend)
    result = fmt::format("policy is {}\n\n", text_or(document, "policy_state", "unknown"));
  result += module_settings(document);
  for (const auto& alias : items(document, "aliases")) result += section("alias", alias);
  for (const auto& rule : items(document, "rules")) result += section("rule", rule);
  return result + services(document) + render_profile_details(document, style);
}

std::string render_valid(const Shown& document, const Style& style) {
  if (!style.legend) return "";
  const auto amount = [&](std::string_view key) {
    return static_cast<std::size_t>(number(document, key));
  };
  auto result = fmt::format("policy is valid: {}, {}\n", count(amount("rules"), "rule", "rules"),
                            count(amount("profiles"), "profile", "profiles"));
  if (amount("rules") > 0) return result;
  std::vector<std::string> folders;
  for (const auto& folder : items(document, "folders"))
    folders.push_back(text(folder, "path") +
                      (is_true(folder, "exists") ? "" : " (which is not there)"));
  if (!folders.empty()) result += fmt::format("rules are read from {}\n", fmt::join(folders, ", "));
  return result;
}

std::string render_files(const Shown& document, const Style& style) {
  std::string result;
  for (const auto& file : items(document, "files")) {
    auto content = file.at("text").text_for_file(style);
    if (!content.empty() && !content.ends_with('\n')) content += '\n';
    if (!result.empty()) result += "\n";
    result += "# " + text(file, "path") + "\n";
    result += content;
  }
  return result;
}

}  // namespace rmcp::client
