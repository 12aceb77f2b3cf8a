// SPDX-License-Identifier: MIT
// The specification as a file among those of other vendors.
#pragma once
#include "daemon/publish/cdi.hpp"
#include "lib/sys/loop_files.hpp"

#include <string>

namespace rmcp::publish {

/// `<folder>/rmcp.json`.
std::string cdi_path(const std::string& folder);

/// Replaces the file; removes it if there is no device.
sys::Status write_cdi(const sys::LoopFiles& disk, const std::string& folder, const Cdi& cdi);

/// 0 also if it did not exist.
sys::Status remove_cdi(const sys::LoopFiles& disk, const std::string& folder);

}  // namespace rmcp::publish
