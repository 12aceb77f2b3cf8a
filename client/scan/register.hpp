// SPDX-License-Identifier: MIT
// Turns a prefix into a library set: the work of `library add`, shared with other verbs.
#pragma once
#include "client/command/context.hpp"

#include <tl/expected.hpp>

#include <string>

namespace rmcp::client {

/// Scans, verifies, writes the manifest and tells the daemon. {"libraries":[one], "manifest",
/// "notes", "lacks", "changed"}; the error is for people.
tl::expected<Json, std::string> register_prefix(Context& context, const std::string& prefix);

/// Whether the manifest written for the set still exists.
bool is_registered(const Options& options, const std::string& set);

}  // namespace rmcp::client
