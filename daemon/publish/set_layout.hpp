// SPDX-License-Identifier: MIT
// The parts of a library set that have to exist at another path: its own files under each of their
// names, the files of the prefix that they need, and the data that they look for beside themselves.
// Never whole folders of libraries: a set's folder may contain a C library that is not meant.
#pragma once
#include "lib/sets/library_set.hpp"

#include <string>
#include <vector>

namespace rmcp::publish {

/// Both relative to the prefix, source and target.
struct SetEntry {
  std::string file;
  std::string as;

  bool operator==(const SetEntry&) const = default;
};

/// Libraries by SONAME and alias, each name once.
std::vector<SetEntry> library_entries(const SetManifest& set);

/// Companions, at the places in the set's RPATHs and RUNPATHs: relative to the new path as well,
/// since $ORIGIN is where a library was found.
std::vector<SetEntry> companion_entries(const LibrarySet& set);

/// Folders of kernels, and archives.
std::vector<SetEntry> data_entries(const LibrarySet& set);

/// The folder of a relative path, with a trailing slash; empty for none.
std::string folder_of(const std::string& file);

}  // namespace rmcp::publish
