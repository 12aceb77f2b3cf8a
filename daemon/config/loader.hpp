// SPDX-License-Identifier: MIT
// Turns policy files in layered folders into a checked Policy, with diagnostics.
#pragma once
#include "lib/policy/policy.hpp"
#include "lib/toml/sources.hpp"

#include <string>
#include <vector>

namespace rmcp::config {

struct Loaded {
  Policy policy;
  std::vector<Diagnostic> diagnostics;    // errors and advice, in the order of files and lines
  std::vector<toml::SourceFile> sources;  // to keep as the last good policy
  std::vector<sys::Stamp> stamps;         // of the files and folders, before they were read
  [[nodiscard]] bool ok() const;          // no error
};

/// Parses and checks. Never throws, for any contents of the files.
Loaded parse_policy(std::vector<toml::SourceFile> files);

/// read_sources and parse_policy in one, with advice on files that are not read. `more`: files to
/// read as if they were installed, each in policy.d, or in profiles.d if its folder is called so.
Loaded load_policy(const std::vector<std::string>& directories, unsigned owner,
                   const std::vector<std::string>& more = {});

}  // namespace rmcp::config
