// SPDX-License-Identifier: MIT
// A library set inside a container.
#pragma once
#include "daemon/publish/cdi.hpp"
#include "lib/sets/library_set.hpp"

#include <functional>
#include <string>
#include <vector>

namespace rmcp::publish {

/// `/opt/rmcp/NAME`: the path of the set in a container.
std::string container_prefix(const SetManifest& set);

/// The set's own files, each under its SONAME and its other names, and the data that they look for
/// beside themselves. Never whole folders of libraries: a set's folder may contain the host's C
/// library, which must not meet the container's.
std::vector<CdiMount> library_mounts(const LibrarySet& set,
                                     const std::function<bool(const std::string&)>& exists);

/// Checks which of the files for a container exist, and records them in the set. Blocks.
void find_present_files(LibrarySet& set);

/// Uses the recorded files, and accesses none.
std::function<bool(const std::string&)> noted_in(const LibrarySet& set);

/// The set with the paths in the container.
LibrarySet in_container(LibrarySet set);

}  // namespace rmcp::publish
