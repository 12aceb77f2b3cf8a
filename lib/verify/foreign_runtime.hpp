// SPDX-License-Identifier: MIT
// Folders of a set that hold another system's C or C++ run time, as the tree of a whole
// installation does. With such a folder in LD_LIBRARY_PATH, programs load this system's ld.so with
// the other one's libc.so.6, and abort.
#pragma once
#include "lib/sets/library_set.hpp"
#include "lib/verify/needs.hpp"
#include "lib/verify/set_file.hpp"
#include "lib/verify/system.hpp"

#include <string>
#include <vector>

namespace rmcp::verify {

/// The first such file in these folders, absolute; empty: none. A libstdc++ that is not older than
/// this system's does no harm.
std::string find_foreign_runtime(const std::vector<std::string>& folders,
                                 const SystemLibraries& system);

struct FoundNeeds {
  std::string foreign_runtime;  // see SetFindings
  Needs needs;                  // with links in place of the folders, if there is one
};

/// The set's needs, as programs will find them. `libraries`: see follow_needs.
FoundNeeds find_needs(const SetManifest& set, const std::vector<const SetLibrary*>& libraries,
                      const LibraryNames& names, SetFiles& files, const SystemLibraries& system);

}  // namespace rmcp::verify
