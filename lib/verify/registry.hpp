// SPDX-License-Identifier: MIT
// The manifests of this machine: library-sets.d of every configuration folder.
#pragma once
#include "lib/sets/library_set.hpp"
#include "lib/text/origin.hpp"
#include "lib/toml/sources.hpp"

#include <memory>
#include <string>
#include <vector>

namespace rmcp::verify {

struct Registry {
  /// By name. A manifest that cannot be used is a broken set with the reason, not a missing one.
  std::vector<LibrarySet> sets;
  std::vector<Diagnostic> diagnostics;
};

/// The sets alone. The registry lives as long as they are used.
std::shared_ptr<const std::vector<LibrarySet>> sets_of(std::shared_ptr<const Registry> registry);

/// What lies in the folders. No prefix has been touched: each may hang by itself.
struct Manifests {
  std::vector<toml::SourceFile> files;
  Registry unreadable;  // a broken set for each file that could not be read
};

/// Reads DIR/library-sets.d/*.toml; which file counts and who may have written it is as for policy.
Manifests read_manifests(const std::vector<std::string>& directories, unsigned owner);

/// The set of a manifest by what the manifest alone says, however little that is.
SetManifest set_on_paper(const toml::SourceFile& manifest);

/// The set of a manifest. One without a library is completed by PREFIX/rmcp-set.toml, under the
/// same rules. Nothing is verified yet.
Registry read_set(const toml::SourceFile& manifest, unsigned owner);

/// All sets by name; of two with one name nobody can say which is meant.
Registry join(std::vector<Registry> parts);

/// All of that at once.
Registry read_registry(const std::vector<std::string>& directories, unsigned owner);

}  // namespace rmcp::verify
