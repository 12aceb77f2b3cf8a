// SPDX-License-Identifier: MIT
// Formats policy for people.
#include "client/render/config.hpp"

#include "client/document/json.hpp"
#include "client/render/facts.hpp"
#include "client/render/origin.hpp"
#include "client/render/printable.hpp"
#include "client/render/table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace rmcp::client {
namespace {

void add_list(std::string& result, std::string_view word, const Json& names) {
  if (!names.empty()) result += fmt::format("  {} {}\n", word, join(names));
}

/// As the files have it: gfx = ["gfx1030", "gfx1032"], not = { external = true }.
std::string match_text(const Json& match) {
  std::vector<std::string> parts;
  for (const auto& [key, values] : match.items()) {
    std::vector<std::string> texts;
    for (const auto& value : values)
      texts.push_back(value.is_object() ? fmt::format("{{ {} }}", match_text(value))
                                        : value.dump());
    const auto all = fmt::format("{}", fmt::join(texts, ", "));
    parts.push_back(fmt::format("{} = {}", key, texts.size() == 1 ? all : "[" + all + "]"));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string card_text(const Json& card) {
  const auto name = text(card, "name"), address = text_or(card, "address", "-");
  const auto* const absent = is_true(card, "present") ? "" : ", absent";
  return fmt::format("{} ({}{})", text_or(card, "alias", address), name.empty() ? "no name" : name,
                     absent);
}

/// The devices that the entry is for, and the present ones among them.
std::string match_lines(const Json& entry) {
  if (!entry.contains("match")) return {};
  std::string result = object(entry, "match").empty()
                           ? "  match every card\n"
                           : fmt::format("  match {}\n", match_text(object(entry, "match")));
  std::vector<std::string> cards;
  for (const auto& card : items(entry, "cards")) cards.push_back(card_text(card));
  return result + (cards.empty() ? "  fits no card here\n"
                                 : fmt::format("  fits {}\n", fmt::join(cards, ", ")));
}

std::string flags_line(const Json& rule) {
  std::vector<std::string> flags;
  for (const auto* flag : {"trusted", "optional"})
    if (is_true(rule, flag)) flags.push_back(fmt::format("{} = true", flag));
  if (const auto drift = text(rule, "on_drift"); !drift.empty())
    flags.push_back(fmt::format("on_drift = \"{}\"", drift));
  return flags.empty() ? "" : fmt::format("  {}\n", fmt::join(flags, ", "));
}

/// The first line of an entry: its kind, its name, its place.
std::string head_line(std::string_view kind, const Json& entry) {
  const auto name = text(entry, "name"), description = text(entry, "description");
  return fmt::format("{}{}{}  {}{}{}\n", kind, name.empty() ? "" : " ", name, origin_of(entry),
                     description.empty() ? "" : "  ", description);
}

std::string section(std::string_view kind, const Json& entry, const Style& style) {
  auto result = head_line(kind, entry) + match_lines(entry) + flags_line(entry);
  add_list(result, "use", items(entry, "use"));
  add_list(result, "unset", items(entry, "unset"));
  for (const auto& setting : items(entry, "settings"))
    result += fmt::format("  {}\n", setting_text(setting));
  return printable_lines(result, style.utf8);
}

std::string module_settings(const Json& document, const Style& style) {
  std::string result;
  for (const auto& setting : items(document, "module"))
    result += fmt::format("  {}  {}{}\n", setting_text(setting), origin_of(setting),
                          is_true(setting, "trusted") ? "  trusted" : "");
  return result.empty() ? "" : "module amdgpu\n" + printable_lines(result, style.utf8);
}

/// Units, sessions and the default of the system.
std::string services(const Json& document, const Style& style) {
  std::string result;
  for (const auto& unit : items(document, "units")) {
    result += head_line("unit", unit);
    add_list(result, "devices", items(unit, "devices"));
    if (const auto runtime = text(unit, "runtime"); !runtime.empty())
      result += fmt::format("  runtime {}\n", runtime);
    result += fmt::format("  absent {}\n", text_or(unit, "absent", "-"));
  }
  if (const auto& sessions = object(document, "sessions"); !sessions.empty()) {
    result += head_line("sessions", sessions);
    add_list(result, "devices", items(sessions, "devices"));
  }
  if (const auto& system = object(document, "system"); !system.empty())
    result += head_line("system", system) + fmt::format("  library {}\n", text(system, "library"));
  return printable_lines(result, style.utf8);
}

}  // namespace

std::string render_profiles(const Json& document, const Style& style) {
  const auto& profiles = items(document, "profiles");
  if (profiles.empty()) return style.legend ? "No profile is defined.\n" : "";
  enum Column { kProfile, kSettings, kDefinedIn, kDescription };
  Table table(style, {"PROFILE", "SETTINGS", "DEFINED IN", "DESCRIPTION"});
  table.narrow({{kDescription, 20}, {kDefinedIn, 0}, {kSettings, 0}});
  for (const auto& profile : profiles)
    table.add({text_or(profile, "name", "-"), std::to_string(items(profile, "settings").size()),
               origin_of(profile), text(profile, "description")});
  return table.text();
}

std::string render_profile_details(const Json& document, const Style& style) {
  std::string result;
  for (const auto& profile : items(document, "profiles"))
    result += section("profile", profile, style);
  return result;
}

std::string render_config(const Json& document, const Style& style) {
  std::string result;
  if (style.legend)
    result = fmt::format("policy is {}\n\n",
                         printable(text_or(document, "policy_state", "unknown"), style.utf8));
  result += module_settings(document, style);
  for (const auto& alias : items(document, "aliases")) result += section("alias", alias, style);
  for (const auto& rule : items(document, "rules")) result += section("rule", rule, style);
  return result + services(document, style) + render_profile_details(document, style);
}

std::string render_valid(const Json& document, const Style& style) {
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
  return printable_lines(result, style.utf8);
}

std::string render_files(const Json& document, const Style& style) {
  std::string result;
  for (const auto& file : items(document, "files")) {
    auto content = text(file, "text");
    if (!content.empty() && !content.ends_with('\n')) content += '\n';
    if (!result.empty()) result += "\n";
    result += "# " + printable(text(file, "path"), style.utf8) + "\n";
    result += style.width > 0 ? printable_lines(content, style.utf8) : content;
  }
  return result;
}

}  // namespace rmcp::client
