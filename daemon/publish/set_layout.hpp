// SPDX-License-Identifier: MIT
// What of a library set has to be where else the set is to be found: its own files under each of
// their names, what they need of the prefix, and the data that they look for beside themselves.
// Never whole folders of libraries: next to a set's there may be a C library that is not meant.
#pragma once
#include "lib/sets/library_set.hpp"

#include <functional>
#include <string>
#include <vector>

namespace rmcp::publish {

/// Both relative to the prefix, here and there.
struct SetEntry {
  std::string file;
  std::string as;

  bool operator==(const SetEntry&) const = default;
};

/// Libraries by SONAME and alias, each name once.
std::vector<SetEntry> library_entries(const SetManifest& set);

/// What comes along, where the set's RPATHs and RUNPATHs have it: seen from there as well, since
/// $ORIGIN is where a library was found.
std::vector<SetEntry> companion_entries(const LibrarySet& set);

/// Folders with the data of rocBLAS, hipBLASLt and MIOpen, as far as they are there.
std::vector<SetEntry> data_entries(const SetManifest& set,
                                   const std::function<bool(const std::string&)>& exists);

/// The folder of a relative path, with its slash; empty for none.
std::string folder_of(const std::string& file);

}  // namespace rmcp::publish
