// SPDX-License-Identifier: MIT
// modprobe.d(5): the options for a module in its files, and rmcpd's own file.
#pragma once
#include "lib/knobs/knob.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rmcp {

/// One `NAME=VALUE` of an options line.
struct ModuleOption {
  std::string name;
  std::string value;
  std::string file;   // that contains it
  unsigned line = 0;  // of the beginning of the options line

  bool operator==(const ModuleOption&) const = default;
};

/// The options of `options MODULE ...` lines, in order. Malformed lines are skipped, as modprobe
/// does.
std::vector<ModuleOption> parse_modprobe_options(std::string_view text, std::string_view module,
                                                 const std::string& file);

/// `NAME=VALUE` for an options line, or the reason why it cannot be written there. The kernel
/// accepts double quotes around a value and has no syntax for one inside (lib/cmdline.c:next_arg);
/// modprobe removes a backslash (libkmod: freadline_wrapped).
Expected<std::string> modprobe_word(std::string_view name, std::string_view value);

using Assignments = std::vector<std::pair<std::string, std::string>>;  // by name

/// The whole file with these options of amdgpu, and with these rules for rmcp_devparam, which is
/// then loaded before amdgpu; empty if there are neither.
Expected<std::string> modprobe_file(const Assignments& options,
                                    const std::string& probe_policy = {});

/// The rules among the options of rmcp_devparam; empty if there are none.
std::string probe_policy_option(const std::vector<ModuleOption>& options);

/// True for a text from modprobe_file: any other file belongs to someone else.
bool is_own_modprobe_file(std::string_view text);

/// The order in which modprobe reads the files in these folders, highest precedence first: by file
/// name; of two with the same name the one in the earlier folder counts
/// (libkmod-config.c:kmod_config_new).
std::vector<std::string> modprobe_order(
    const std::vector<std::pair<std::string, std::vector<std::string>>>& folders);

}  // namespace rmcp
