// SPDX-License-Identifier: MIT
// Parameters of the amdgpu module on this machine: read from every place that can set them, written
// to sysfs and to one file of modprobe.d.
#pragma once
#include "lib/module/module_state.hpp"
#include "lib/sys/errno.hpp"
#include "lib/sys/paths.hpp"
#include "lib/text/failure.hpp"

#include <string>
#include <string_view>

namespace rmcp::backend {

/// Reads all places. Wakes no device: the module's folder in sysfs belongs to none.
ModuleFound read_module(const sys::Paths& paths);

/// Writes the driver's copy of a parameter.
sys::Status write_parameter(const sys::Paths& paths, std::string_view name, std::string_view text);
/// The driver's copy of a parameter.
sys::Result<std::string> read_parameter(const sys::Paths& paths, std::string_view name);

/// Gives the file the contents `text`, or removes it if `text` is empty; leaves a file of that name
/// alone if rmcpd has not written it. The problem if it fails.
Failure store_options(const sys::Paths& paths, const std::string& text);

/// Path of the file: rmcp.conf in the first folder.
std::string options_file(const sys::Paths& paths);

}  // namespace rmcp::backend
