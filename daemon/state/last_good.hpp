// SPDX-License-Identifier: MIT
// The policy files of the last load without errors. They are kept as text, not compiled: the same
// parser reads them again after an update of rmcpd, and settings keep their origins.
#pragma once
#include "daemon/config/loader.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp::state {

/// 0 or the errno. Writes nothing when the same is there already.
int save_last_good(const std::string& state_directory, const std::vector<toml::SourceFile>& files);

/// Nothing when there is none. Of a damaged one the files that are whole.
std::optional<std::vector<toml::SourceFile>> load_last_good(const std::string& state_directory);

}  // namespace rmcp::state
