// SPDX-License-Identifier: MIT
// The kernel module rmcp_devparam on this machine: its policy, its lists of what each card was
// probed with, and what keeps it from being in use.
#pragma once
#include "lib/module/module_state.hpp"
#include "lib/sys/errno.hpp"
#include "lib/sys/paths.hpp"

#include <string>

namespace rmcp::backend {

/// Fills in `probe` and `probed`; the release of the kernel is known. Wakes no device: the files
/// belong to the module.
void read_probe_module(const sys::Paths& paths, ModuleFound& found);

/// The rules for all probes from now on. The module refuses a wrong text whole.
sys::Status write_probe_policy(const sys::Paths& paths, const std::string& policy);

}  // namespace rmcp::backend
