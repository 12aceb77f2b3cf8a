// SPDX-License-Identifier: MIT
// The stamp's text, and a row for each tool that builds an initramfs.
#include "lib/module/initramfs.hpp"

#include "lib/module/probe_module.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp {
namespace {

constexpr std::string_view kMark = "# rmcp initramfs stamp 1";

struct Tool {
  std::string_view program, command;
};

/// The first installed tool. Newer dracuts of Debian bring an update-initramfs, Debian 13's
/// does not.
constexpr Tool kTools[] = {{"rpm-ostree", "rpm-ostree initramfs --enable"},
                           {"update-initramfs", "update-initramfs -u"},
                           {"mkinitcpio", "mkinitcpio -P"},
                           {"dracut", "dracut -f"}};

bool has_tool(const Distribution& distribution, std::string_view program) {
  const auto& tools = distribution.tools;
  return std::find(tools.begin(), tools.end(), program) != tools.end();
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace

std::optional<InitramfsStamp> parse_initramfs_stamp(std::string_view text) {
  const auto lines = lines_of(text);
  if (lines.empty() || lines.front() != kMark) return std::nullopt;
  InitramfsStamp stamp;
  for (const auto line : lines) {
    if (line == "module amdgpu yes") stamp.has_module = true;
    if (line == "module amdgpu no") stamp.has_module = false;
  }
  for (auto& option : parse_modprobe_options(text, "amdgpu", {}))
    stamp.options.emplace_back(std::move(option.name), std::move(option.value));
  if (std::ranges::find(lines, "module rmcp_devparam yes") != lines.end())
    stamp.probe_policy = probe_policy_option(parse_modprobe_options(text, kProbeModule, {}));
  return stamp;
}

std::vector<std::string> initramfs_tools() {
  std::vector<std::string> programs;
  for (const auto& tool : kTools) programs.emplace_back(tool.program);
  return programs;
}

std::string os_release_id(std::string_view text) {
  for (auto line : lines_of(text)) {
    constexpr std::string_view kKey = "ID=";
    if (!line.starts_with(kKey)) continue;
    line.remove_prefix(kKey.size());
    const bool quoted = line.size() >= 2 && (line.front() == '"' || line.front() == '\'');
    return std::string(quoted ? line.substr(1, line.size() - 2) : line);
  }
  return {};
}

std::string rebuild_command(const Distribution& distribution) {
  if (distribution.id == "nixos") return "nixos-rebuild boot";
  for (const auto& tool : kTools) {
    if (has_tool(distribution, tool.program)) return std::string(tool.command);
  }
  return {};
}

std::string kernel_arguments_advice(const Distribution& distribution,
                                    const std::string& arguments) {
  if (distribution.id == "nixos") return fmt::format("add to boot.kernelParams: {}", arguments);
  if (has_tool(distribution, "rpm-ostree"))
    return fmt::format("rpm-ostree kargs --append-if-missing={}", arguments);
  return fmt::format("add to the kernel command line: {}", arguments);
}

}  // namespace rmcp
