// SPDX-License-Identifier: MIT
// The initramfs: its contents according to the stamp of rmcpd's hook, and the command to rebuild
// it.
#pragma once
#include "lib/module/modprobe_text.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// The contents of an initramfs at build time.
struct InitramfsStamp {
  std::optional<bool> has_module;  // whether amdgpu is in it; empty: the hook could not find out
  Assignments options;             // of amdgpu, in order, the last of a name counts
  std::string probe_policy;        // of rmcp_devparam; empty: none, or that module is not in it
};

/// Nothing if the text is not a stamp of rmcpd.
std::optional<InitramfsStamp> parse_initramfs_stamp(std::string_view text);

/// The properties of the system that matter for kernel arguments and the initramfs.
struct Distribution {
  std::string id;                  // of os-release
  std::vector<std::string> tools;  // the installed ones of initramfs_tools()
};

/// Programs to look for, by name.
std::vector<std::string> initramfs_tools();

/// ID of os-release(5); empty if there is none.
std::string os_release_id(std::string_view text);

/// The command that rebuilds the initramfs of the running kernel; empty if none is known.
std::string rebuild_command(const Distribution& distribution);

/// How to pass these arguments to the kernel, as a sentence.
std::string kernel_arguments_advice(const Distribution& distribution, const std::string& arguments);

}  // namespace rmcp
