// SPDX-License-Identifier: MIT
// modprobe.d(5): what its files say to a module, and the one file that is ours.
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
  std::string file;   // where it stands
  unsigned line = 0;  // of the beginning of the options line

  bool operator==(const ModuleOption&) const = default;
};

/// The options of `options MODULE ...` lines, in order. Lines that modprobe would not understand
/// are left out, as it does.
std::vector<ModuleOption> parse_modprobe_options(std::string_view text, std::string_view module,
                                                 const std::string& file);

/// `NAME=VALUE` as it may stand on an options line, or why it may not. The kernel takes double
/// quotes around a value and knows no way to write one inside (lib/cmdline.c:next_arg); modprobe
/// takes a backslash away (libkmod: freadline_wrapped).
TextOrReason modprobe_word(std::string_view name, std::string_view value);

using Assignments = std::vector<std::pair<std::string, std::string>>;  // by name

/// The whole file with these options; empty when there are none.
TextOrReason modprobe_file(const Assignments& options);

/// True for a text that modprobe_file has made: any other file is somebody else's.
bool is_own_modprobe_file(std::string_view text);

/// The order in which modprobe reads the files in these folders, the folder that wins first: by
/// file name; of two with the same name the one in the earlier folder counts
/// (libkmod-config.c:kmod_config_new).
std::vector<std::string> modprobe_order(
    const std::vector<std::pair<std::string, std::vector<std::string>>>& folders);

}  // namespace rmcp
