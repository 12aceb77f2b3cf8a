// SPDX-License-Identifier: MIT
// `[[library]]`: one file of a set.
#pragma once
#include "config/complaints.hpp"
#include "core/library_set.hpp"

#include <vector>

namespace rmcp::library {

/// Adds it to `out` unless something is wrong with it.
void read_library(const config::Node& node, std::vector<SetLibrary>& out,
                  config::Complaints& complaints);

/// Fills in what follows from the libraries: HIP's major version.
void complete(LibrarySet& set);

}  // namespace rmcp::library
