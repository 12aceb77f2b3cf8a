// SPDX-License-Identifier: MIT
// Files of a set that need newer versions of glibc and libstdc++ than this system has.
#pragma once
#include "lib/verify/flaws.hpp"
#include "lib/verify/needs.hpp"
#include "lib/verify/set_file.hpp"
#include "lib/verify/system.hpp"

namespace rmcp::verify {

/// One sentence for each of the two, however many files there are: the tree of a newer system has
/// many, for one cause.
void blame_too_new(const SetManifest& set, const Needs& needs, const SystemLibraries& system,
                   SetFiles& files, Flaws& flaws);

}  // namespace rmcp::verify
