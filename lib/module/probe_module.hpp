// SPDX-License-Identifier: MIT
// The kernel module rmcp_devparam on this machine: whether it can be used, and why not.
#pragma once
#include <string>
#include <string_view>

namespace rmcp {

inline constexpr std::string_view kProbeModule = "rmcp_devparam";

/// Read by backend/probe_module.
struct ProbeModule {
  bool loaded = false;
  bool there = false;         // modprobe finds it for the running kernel
  std::string failure;        // why its build failed for this kernel; empty: no note of that
  bool locked_down = false;   // the kernel loads signed modules only
  bool key_enrolled = false;  // and would take one that is signed on this machine
  std::string policy;         // the rules in force

  /// Loaded, or will be with the driver.
  [[nodiscard]] bool usable() const { return loaded || (there && (!locked_down || key_enrolled)); }
};

/// Why it gives no card its own parameters, with the remedy; empty if it does.
std::string why_unused(const ProbeModule& module, bool amdgpu_built_in, const std::string& kernel);

}  // namespace rmcp
