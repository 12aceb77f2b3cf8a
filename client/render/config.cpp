// SPDX-License-Identifier: MIT
// Formats policy for people.
#include "client/render/config.hpp"

#include "client/document/json.hpp"
#include "client/render/facts.hpp"
#include "client/render/origin.hpp"
#include "client/render/printable.hpp"
#include "client/render/table.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

void add_list(std::string& result, std::string_view word, const Json& names) {
  if (!names.empty()) result += fmt::format("  {} {}\n", word, join(names));
}

std::string section(std::string_view kind, const Json& entry, const Style& style) {
  std::string result =
      fmt::format("{} {}  {}", kind, text_or(entry, "name", "-"), origin_of(entry));
  const auto description = text(entry, "description");
  result += description.empty() ? "\n" : fmt::format("  {}\n", description);
  add_list(result, "use", items(entry, "use"));
  add_list(result, "unset", items(entry, "unset"));
  for (const auto& setting : items(entry, "settings"))
    result += fmt::format("  {}\n", setting_text(setting));
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
  for (const auto& alias : items(document, "aliases"))
    result += printable_lines(
        fmt::format("alias {}  {}\n", text_or(alias, "name", "-"), origin_of(alias)), style.utf8);
  for (const auto& rule : items(document, "rules")) result += section("rule", rule, style);
  return result + render_profile_details(document, style);
}

std::string render_valid(const Json& document, const Style& style) {
  if (!style.legend) return "";
  return fmt::format("policy is valid: {}, {}\n",
                     count(items(document, "rules").size(), "rule", "rules"),
                     count(items(document, "profiles").size(), "profile", "profiles"));
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
