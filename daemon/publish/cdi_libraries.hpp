// SPDX-License-Identifier: MIT
// A library set inside a container.
#pragma once
#include "daemon/publish/cdi.hpp"
#include "lib/sets/library_set.hpp"

#include <functional>
#include <string>
#include <vector>

namespace rmcp::publish {

/// `/opt/rmcp/NAME`: where the set is in a container.
std::string container_prefix(const SetManifest& set);

/// The set's own files, each under its SONAME and its other names, and the data they look for
/// beside themselves. Never whole folders of libraries: next to a set's there may be the host's C
/// library, which must not meet the container's.
std::vector<CdiMount> library_mounts(const LibrarySet& set,
                                     const std::function<bool(const std::string&)>& exists);

/// Looks which of the files that these ask about are there, and notes them in the set. Blocks.
void look_at_files(LibrarySet& set);

/// Asks what was noted, and touches nothing.
std::function<bool(const std::string&)> noted_in(const LibrarySet& set);

/// The set as programs in the container see it.
LibrarySet in_container(LibrarySet set);

}  // namespace rmcp::publish
