// SPDX-License-Identifier: MIT
// The initramfs: what the stamp of our hook says is in it, and how it is rebuilt here.
#pragma once
#include "lib/module/modprobe_text.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// What an initramfs got when it was built.
struct InitramfsStamp {
  std::optional<bool> has_module;  // amdgpu is in it; empty: the hook could not tell
  Assignments options;             // of amdgpu, in order, the last of a name counts
};

/// Nothing when the text is no stamp of ours.
std::optional<InitramfsStamp> parse_initramfs_stamp(std::string_view text);

/// What kind of system this is, as far as it matters for kernel arguments and the initramfs.
struct Distribution {
  std::string id;                  // of os-release
  std::vector<std::string> tools;  // that are installed, of initramfs_tools()
};

/// Programs to look for, by name.
std::vector<std::string> initramfs_tools();

/// ID of os-release(5); empty when it has none.
std::string os_release_id(std::string_view text);

/// The command that rebuilds the initramfs of the running kernel; empty when none is known.
std::string rebuild_command(const Distribution& distribution);

/// What to do so that the kernel gets these arguments, as a sentence.
std::string kernel_arguments_advice(const Distribution& distribution, const std::string& arguments);

}  // namespace rmcp
