// SPDX-License-Identifier: MIT
// A set as TOML. Deterministic: fixed order, no timestamp.
#include "lib/plan/rule_text.hpp"
#include "lib/verify/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::verify {
namespace {

/// Keys need quotes when they are not bare: `"libMIOpen.so.1"`.
std::string key_text(const std::string& key) {
  const auto bare = [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  return !key.empty() && std::all_of(key.begin(), key.end(), bare) ? key : toml_string(key);
}

std::string array_text(const std::vector<std::string>& values) {
  std::string text;
  for (const auto& value : values) text += (text.empty() ? "" : ", ") + toml_string(value);
  return "[" + text + "]";
}

void add_text(std::string& out, std::string_view key, std::string_view value) {
  if (!value.empty()) out += fmt::format("{} = {}\n", key, toml_string(value));
}

std::string condition_text(const Condition& condition) {
  if (is_boolean_match_key(condition.key) && condition.any_of.size() == 1)
    return fmt::format("{} = {}", condition.key, condition.any_of.front());
  return fmt::format("{} = {}", condition.key, array_text(condition.any_of));
}

std::string inline_match(const Match& match) {
  std::string text;
  for (const auto& condition : match.all_of)
    text += (text.empty() ? "" : ", ") + condition_text(condition);
  std::string negated;
  for (const auto& one : match.negated)
    negated += (negated.empty() ? "" : ", ") + inline_match(one);
  if (!negated.empty()) text += fmt::format("{}not = [{}]", text.empty() ? "" : ", ", negated);
  return fmt::format("{{ {} }}", text);
}

void add_match(std::string& out, const Match& match) {
  out += "\n[match]\n";
  for (const auto& condition : match.all_of) out += condition_text(condition) + "\n";
  std::string negated;
  for (const auto& one : match.negated)
    negated += (negated.empty() ? "" : ", ") + inline_match(one);
  if (!negated.empty()) out += fmt::format("not = [{}]\n", negated);
}

void add_code(std::string& out, std::string_view table, const std::vector<SetCode>& code) {
  if (code.empty()) return;
  out += fmt::format("\n[{}]\n", table);
  for (const auto& one : code)
    out += fmt::format("{} = {}\n", key_text(one.component), array_text(one.targets));
}

void add_library(std::string& out, const SetLibrary& library) {
  out += "\n[[library]]\n";
  add_text(out, "file", library.file);
  out += fmt::format("soname = {}\n", toml_string(library.soname));
  if (!library.aliases.empty()) out += fmt::format("aliases = {}\n", array_text(library.aliases));
  add_text(out, "build_id", library.build_id);
  add_text(out, "sha256", library.sha256);
  if (library.size != 0) out += fmt::format("size = {}\n", library.size);
  add_text(out, "kpack_name", library.kpack_name);
  if (!library.kpack_paths.empty())
    out += fmt::format("kpack_paths = {}\n", array_text(library.kpack_paths));
}

}  // namespace

std::string manifest_text(const SetManifest& set) {
  std::string out =
      "# Made by `rmcpctl library add` from what was found below the prefix; see "
      "rmcp-library-sets(5).\n# After an upgrade of these files, add them again.\n"
      "format = 1\n\n";
  add_text(out, "name", set.name);
  add_text(out, "prefix", set.prefix);
  out += fmt::format("priority = {}\n", set.priority);
  add_text(out, "rocm_version", set.rocm_version);
  add_text(out, "glibc", set.glibc);
  add_text(out, "glibcxx", set.glibcxx);
  if (set.match) add_match(out, *set.match);
  if (!set.environment.empty()) out += "\n[environment]\n";
  for (const auto& [name, value] : set.environment)
    out += fmt::format("{} = {}\n", name, toml_string(value));
  add_code(out, "code", set.code);
  add_code(out, "tuning", set.tuning);
  for (const auto& library : set.libraries) add_library(out, library);
  return out;
}

}  // namespace rmcp::verify
