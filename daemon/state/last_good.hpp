// SPDX-License-Identifier: MIT
// The policy files of the last load without errors. They are kept as text, not compiled: the same
// parser reads them again after an update of rmcpd, and settings keep their origins.
#pragma once
#include "daemon/config/loader.hpp"
#include "lib/sys/errno.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp::state {

/// Writes nothing if the file is the same already.
sys::Status save_last_good(const std::string& state_directory,
                           const std::vector<toml::SourceFile>& files);

/// Nothing if there is none. Of a damaged file, the policy files that are intact.
std::optional<std::vector<toml::SourceFile>> load_last_good(const std::string& state_directory);

}  // namespace rmcp::state
