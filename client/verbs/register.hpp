// SPDX-License-Identifier: MIT
// Turns a prefix into a library set, and back: manifests written and removed.
#pragma once
#include "client/command/context.hpp"
#include "lib/text/failure.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace rmcp::client {

/// The user's choices for the set; the others come from the prefix.
struct RegisterOptions {
  std::string name;
  std::int64_t priority = 0;
  std::vector<std::string> match_gfx;
};

/// Scans, verifies, writes the manifest and notifies the daemon. {"libraries":[one], "manifest",
/// "notes", "lacks", "changed"}; the error is for people.
Expected<Json> register_prefix(Context& context, const std::string& prefix,
                               const RegisterOptions& wanted);

/// Whether the manifest written for the set still exists.
bool is_registered(const Options& options, const std::string& set);

/// Removes that manifest and notifies the daemon. The error is for people; empty: success.
std::string unregister(Context& context, const std::string& set);

}  // namespace rmcp::client
