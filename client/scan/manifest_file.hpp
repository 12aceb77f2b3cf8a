// SPDX-License-Identifier: MIT
// The manifests that `library add` writes and `library remove` removes.
#pragma once
#include "lib/sets/library_set.hpp"
#include "lib/text/failure.hpp"

#include <string>

namespace rmcp::client {

/// CONFIG/library-sets.d/NAME.toml.
std::string manifest_path(const std::string& config, const std::string& name);

/// Writes it as a whole or not at all.
Failure write_manifest(const std::string& config, const SetManifest& set);
Failure remove_manifest(const std::string& config, const std::string& name);

}  // namespace rmcp::client
