// SPDX-License-Identifier: MIT
// A prefix becomes a library set: what `library add` does, for others who have one.
#pragma once
#include "client/command/context.hpp"

#include <tl/expected.hpp>

#include <string>

namespace rmcp::client {

/// Scans, verifies, writes the manifest and tells the daemon. {"libraries":[one], "manifest",
/// "notes", "lacks", "changed"}; the error is for people.
tl::expected<Json, std::string> register_prefix(Context& context, const std::string& prefix);

/// Whether the manifest that it has written for the set is still there.
bool is_registered(const Options& options, const std::string& set);

}  // namespace rmcp::client
