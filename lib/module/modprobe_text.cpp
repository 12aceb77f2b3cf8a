// SPDX-License-Identifier: MIT
// Reads modprobe.d as libkmod does, and writes only its own file.
#include "lib/module/modprobe_text.hpp"

#include "lib/module/kernel_command_line.hpp"
#include "lib/module/probe_module.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

namespace rmcp {
namespace {

constexpr std::string_view kHeader =
    "# Written by rmcpd(8) from its policy, which `rmcpctl kernel` explains. The file is replaced\n"
    "# as a whole: change the policy, not this file. It is removed by `rmcpctl revert` of all\n"
    "# devices, or with the last such setting of the policy. If the machine does not come up with\n"
    "# it, add a replacement to the kernel command line, such as amdgpu.NAME=VALUE, which\n"
    "# overrides the file, or modprobe.blacklist=amdgpu.\n";

struct Line {
  std::string text;
  unsigned number = 0;
};

/// A backslash before the end of a line joins it with the next; before any other character it
/// vanishes.
std::vector<Line> logical_lines(std::string_view text) {
  std::vector<Line> lines;
  unsigned number = 1;
  Line line{"", 1};
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      ++i;
      if (text[i] == '\n')
        ++number;
      else
        line.text += text[i];
    } else if (text[i] == '\n') {
      lines.push_back(std::move(line));
      line = {"", ++number};
    } else {
      line.text += text[i];
    }
  }
  if (!line.text.empty()) lines.push_back(std::move(line));
  return lines;
}

/// Takes the first word, at which quotes mean nothing (libkmod-config.c:kmod_config_parse).
std::string_view take_word(std::string_view& text) {
  constexpr std::string_view kBlanks = "\t ";
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  const auto word = text.substr(0, text.find_first_of(kBlanks));
  text.remove_prefix(word.size());
  return word;
}

bool is_name(std::string_view name) {
  const auto allowed = [](unsigned char c) { return c < 0x80 && (std::isalnum(c) || c == '_'); };
  return !name.empty() && std::all_of(name.begin(), name.end(), allowed);
}

bool is_read(std::string_view file) {
  return !file.starts_with('.') && (file.ends_with(".conf") || file.ends_with(".alias"));
}

/// modprobe loads a `pre:` first and goes on without one that it cannot find or load
/// (libkmod-module.c:kmod_module_probe_insert_module).
Expected<std::string> probe_lines(const std::string& policy) {
  if (policy.empty()) return std::string();
  auto word = modprobe_word("policy", policy);
  if (!word) return word;
  return fmt::format("softdep amdgpu pre: {0}\noptions {0} {1}\n", kProbeModule, *word);
}

}  // namespace

std::vector<ModuleOption> parse_modprobe_options(std::string_view text, std::string_view module,
                                                 const std::string& file) {
  std::vector<ModuleOption> out;
  for (const auto& line : logical_lines(text)) {
    std::string_view rest = line.text;
    const auto command = take_word(rest);
    if (command != "options" || underscored(take_word(rest)) != underscored(module)) continue;
    // modprobe hands the rest of the line over as it is.
    for (const auto& word : kernel_words(rest)) {
      if (word == "--") break;
      const auto equals = word.find('=');
      const auto value = equals == word.npos ? std::string("1") : word.substr(equals + 1);
      out.push_back({underscored(word.substr(0, equals)), value, file, line.number});
    }
  }
  return out;
}

Expected<std::string> modprobe_word(std::string_view name, std::string_view value) {
  if (!is_name(name))
    return tl::unexpected(fmt::format("'{}' is not the name of a parameter", name));
  const auto printable = [](unsigned char c) { return c >= 0x20 && c < 0x7f; };
  const bool clean = std::all_of(value.begin(), value.end(), printable) &&
                     value.find_first_of("\"\\") == value.npos;
  if (!clean)
    return tl::unexpected(
        fmt::format("{}: cannot be written to modprobe.d: only printable "
                    "characters, no quotes and no backslash",
                    name));
  const bool quote = value.empty() || value.find(' ') != value.npos;
  return fmt::format(fmt::runtime(quote ? "{}=\"{}\"" : "{}={}"), name, value);
}

Expected<std::string> modprobe_file(const Assignments& options, const std::string& probe_policy) {
  auto probe = probe_lines(probe_policy);
  if (!probe || (options.empty() && probe->empty())) return probe;
  auto text = std::string(kHeader) + *probe;
  if (options.empty()) return text;
  text += "options amdgpu";
  for (const auto& [name, value] : options) {
    auto word = modprobe_word(name, value);
    if (!word) return word;
    text += " " + *word;
  }
  return text + "\n";
}

std::string probe_policy_option(const std::vector<ModuleOption>& options) {
  std::string policy;
  for (const auto& option : options)
    if (option.name == "policy") policy = option.value;
  return policy;
}

bool is_own_modprobe_file(std::string_view text) {
  return text.starts_with(kHeader.substr(0, kHeader.find('(')));
}

std::vector<std::string> modprobe_order(
    const std::vector<std::pair<std::string, std::vector<std::string>>>& folders) {
  std::map<std::string, std::string> by_name;
  for (const auto& [folder, files] : folders) {
    for (const auto& file : files) {
      if (is_read(file)) by_name.emplace(file, folder + "/" + file);
    }
  }
  std::vector<std::string> out;
  for (auto& [name, path] : by_name) out.push_back(std::move(path));
  return out;
}

}  // namespace rmcp
