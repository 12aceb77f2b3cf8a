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

/// Fills in the findings. A set that its manifest makes broken stays so. Files without a build-id
/// are always hashed: no other check would reveal a change.
void verify_set(LibrarySet& set, unsigned owner, const SystemLibraries& system, Depth depth);

}  // namespace rmcp::verify
