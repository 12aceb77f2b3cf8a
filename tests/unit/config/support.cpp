// SPDX-License-Identifier: MIT
// Temporary folders and printed policies.
#include "support.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace rmcp::config::test {
namespace {

namespace fs = std::filesystem;

std::string dump(const Match& match) {
  std::vector<std::string> parts;
  for (const auto& c : match.all_of)
    parts.push_back(fmt::format("{}={}", c.key, fmt::join(c.any_of, "|")));
  for (const auto& negated : match.negated) parts.push_back(fmt::format("not({})", dump(negated)));
  return fmt::format("{}", fmt::join(parts, " "));
}

std::string dump(std::string_view kind, const Section& section) {
  const auto place = [](const Origin& o) { return fmt::format("{}:{}", short_form(o), o.column); };
  auto out = fmt::format("{} '{}' {}\n", kind, section.name, place(section.origin));
  if (!section.description.empty()) out += fmt::format("  description {}\n", section.description);
  if (!section.use.empty())
    out += fmt::format("  use {}\n", fmt::join(names_of(section.use), ", "));
  if (!section.unset.empty()) out += fmt::format("  unset {}\n", fmt::join(section.unset, ", "));
  for (const auto& s : section.settings) {
    out += fmt::format("  {} = {} [{}] {} of '{}'\n", s.name, to_string(s.value), s.knob->name,
                       place(s.origin), s.origin.section);
  }
  return out;
}

void set_mode(const std::string& path, unsigned mode) {
  if (::chmod(path.c_str(), mode) != 0) throw std::runtime_error("chmod " + path);
}

}  // namespace

Loaded parse(std::string text) {
  return parse_policy({toml::SourceFile{"/etc/rmcp/policy.d/test.toml", std::move(text), false}});
}

std::vector<std::string> messages(const Loaded& loaded) {
  std::vector<std::string> out;
  for (const auto& d : loaded.diagnostics) {
    out.push_back(fmt::format("{}:{}: {}", d.origin.line, d.origin.column, d.message));
  }
  return out;
}

std::string dump(const Policy& policy) {
  std::string out;
  for (const auto& alias : policy.aliases) {
    out += fmt::format("alias {} {}:{} of {}\n", alias.name, short_form(alias.origin),
                       alias.origin.column, dump(alias.match));
  }
  for (const auto& unit : policy.units) {
    out +=
        fmt::format("unit {} {}:{} devices {}{}{} absent {}\n", unit.name, short_form(unit.origin),
                    unit.origin.column, fmt::join(unit.devices, " "),
                    unit.runtime.empty() ? "" : " runtime ", unit.runtime, to_string(unit.absent));
  }
  if (policy.sessions)
    out += fmt::format("sessions {}:{} devices {}\n", short_form(policy.sessions->origin),
                       policy.sessions->origin.column, fmt::join(policy.sessions->devices, " "));
  if (const auto& library = policy.default_library)
    out += fmt::format("system {}:{} library {}\n", short_form(library->origin),
                       library->origin.column, library->set.empty() ? "none" : library->set);
  for (const auto& s : policy.module) {
    out += fmt::format("module {} = {} {}:{} of '{}'{}\n", s.name, to_string(s.value),
                       short_form(s.origin), s.origin.column, s.origin.section,
                       s.trusted ? " trusted" : "");
  }
  for (const auto& [name, profile] : policy.profiles) out += dump("profile", profile);
  for (const auto& rule : policy.rules) {
    out += dump("rule", rule);
    const auto match = dump(rule.match);
    if (!match.empty()) out += fmt::format("  match {}\n", match);
    if (rule.on_drift) out += fmt::format("  on_drift {}\n", to_string(*rule.on_drift));
    if (rule.trusted) out += "  trusted\n";
    if (rule.optional) out += "  optional\n";
  }
  return out;
}

std::string slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<std::string> files_in(const std::string& folder, std::string_view suffix) {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().string().ends_with(suffix)) out.push_back(entry.path().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string test_name(const std::string& path) {
  auto name = fs::path(path).stem().string();
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
  return name;
}

Folder::Folder() {
  auto pattern = (fs::temp_directory_path() / "rmcp-config-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp " + pattern);
  path_ = fs::canonical(pattern).string();
  set_mode(path_, 0755);
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string Folder::make(std::string_view below, unsigned mode) const {
  auto path = path_;
  for (const auto& part : fs::path(below)) {
    path += "/" + part.string();
    if (fs::create_directory(path)) set_mode(path, 0755);
  }
  set_mode(path, mode);
  return path;
}

std::string Folder::write(std::string_view below, std::string_view text, unsigned mode) const {
  const fs::path relative(below);
  if (!fs::exists(*this / relative.parent_path().string())) make(relative.parent_path().string());
  auto path = *this / below;
  std::ofstream(path, std::ios::binary) << text;
  set_mode(path, mode);
  return path;
}

std::string Folder::link(std::string_view below, const std::string& target) const {
  const fs::path relative(below);
  if (!fs::exists(*this / relative.parent_path().string())) make(relative.parent_path().string());
  auto path = *this / below;
  fs::create_symlink(target, path);
  return path;
}

}  // namespace rmcp::config::test
