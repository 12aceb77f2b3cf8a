// SPDX-License-Identifier: MIT
// `[[library]]`: one file of a set.
#pragma once
#include "lib/sets/library_set.hpp"
#include "lib/toml/complaints.hpp"

#include <vector>

namespace rmcp::verify {

/// Adds it to `out` unless it has an error.
void read_library(const toml::Node& node, std::vector<SetLibrary>& out,
                  toml::Complaints& complaints);

/// Fills in the data derived from the libraries: HIP's major version.
void complete(SetManifest& set);

}  // namespace rmcp::verify
