// SPDX-License-Identifier: MIT
// Parameters of the amdgpu module on this machine: read from everywhere where they can stand,
// written to sysfs and to one file of modprobe.d.
#pragma once
#include "lib/module/module_state.hpp"
#include "lib/sys/paths.hpp"

#include <string>
#include <string_view>

namespace rmcp::backend {

/// Looks everywhere. Wakes no device: the module's folder in sysfs belongs to none.
ModuleFound look_at_module(const sys::Paths& paths);

/// Writes a parameter that is looked at at run time. 0 or the errno.
int write_parameter(const sys::Paths& paths, std::string_view name, std::string_view text);

/// Makes the file what `text` says, or takes it away when that is empty; a file with that name that
/// rmcpd has not written is left alone. Empty, or why it could not be done.
std::string store_options(const sys::Paths& paths, const std::string& text);

/// Path of the file: rmcp.conf in the first folder.
std::string options_file(const sys::Paths& paths);

}  // namespace rmcp::backend
