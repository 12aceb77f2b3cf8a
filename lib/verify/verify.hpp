// SPDX-License-Identifier: MIT
// Checks that a set on the disk is as its manifest says, complete, and writable by nobody else.
#pragma once
#include "lib/sets/library_set.hpp"
#include "lib/verify/system.hpp"

namespace rmcp::verify {

enum class Depth {
  quick,  // names, sizes, build-ids, needed libraries, permissions
  full,   // every byte of them too, which takes seconds
};

/// Fills in what is found of the set. One that is broken already, by its manifest, stays so. Files
/// without a build-id are hashed in any case: nothing else would tell that they have changed.
void verify_set(LibrarySet& set, unsigned owner, const SystemLibraries& system, Depth depth);

}  // namespace rmcp::verify
