// SPDX-License-Identifier: MIT
// Library sets whose folders hold another system's C library, which no program may search
// (SetFindings::foreign_runtime). RUNTIME/links/NAME has links to the set's own files at the same
// relative paths, for LD_LIBRARY_PATH: $ORIGIN is where a library was found, and data is sought
// beside it. NAME is that of the manifest's file. All of this blocks: for workers.
#pragma once
#include "lib/sets/library_set.hpp"

#include <map>
#include <set>
#include <string>

namespace rmcp::publish {

/// The links by their paths in the folder: libraries under each of their names, companions that
/// hide none of the system's libraries, data.
std::map<std::string, std::string> set_links(const LibrarySet& set);

/// Makes, renews or removes the set's folder, and notes it in the set; a failure is a reason why
/// the set is degraded. The folder of a set that cannot be used stays as it is.
void keep_set_links(LibrarySet& set, const std::string& runtime);

/// Notes the folder if it is as it should be; writes nothing.
void find_set_links(LibrarySet& set, const std::string& runtime);

/// Removes the folders of all manifests but these, which are known by the names of their files.
void drop_set_links(const std::set<std::string>& manifests, const std::string& runtime);

}  // namespace rmcp::publish
