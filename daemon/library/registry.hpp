// SPDX-License-Identifier: MIT
// The manifests of this machine: library-sets.d of every configuration folder.
#pragma once
#include "core/library_set.hpp"
#include "core/origin.hpp"

#include <string>
#include <vector>

namespace rmcp::library {

struct Registry {
  /// By name. A manifest that cannot be used is a broken set with the reason, not a missing one.
  std::vector<LibrarySet> sets;
  std::vector<Diagnostic> diagnostics;
};

/// Reads DIR/library-sets.d/*.toml; which file counts and who may have written it is as for policy.
/// A manifest without a library is completed by PREFIX/rmcp-set.toml, under the same rules. Nothing
/// is verified yet.
Registry read_registry(const std::vector<std::string>& directories, unsigned owner);

}  // namespace rmcp::library
