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
  /// By name. An unusable manifest is a broken set with the reason, not a missing one.
  std::vector<LibrarySet> sets;
  std::vector<Diagnostic> diagnostics;
};

/// Only the sets. They keep the registry alive.
std::shared_ptr<const std::vector<LibrarySet>> sets_of(std::shared_ptr<const Registry> registry);

/// The contents of the folders. No prefix has been accessed: each may hang by itself.
struct Manifests {
  std::vector<toml::SourceFile> files;
  Registry unreadable;  // a broken set for each file that could not be read
};

/// Reads DIR/library-sets.d/*.toml, with policy's rules for precedence and trust.
Manifests read_manifests(const std::vector<std::string>& directories, unsigned owner);

/// The set as far as the manifest itself describes it.
SetManifest set_on_paper(const toml::SourceFile& manifest);

/// The set of a manifest. A manifest without libraries is completed by PREFIX/rmcp-set.toml, under
/// the same rules. Nothing is verified yet.
Registry read_set(const toml::SourceFile& manifest, unsigned owner);

/// All sets by name; if two share a name, both are broken.
Registry join(std::vector<Registry> parts);

/// All of these steps at once.
Registry read_registry(const std::vector<std::string>& directories, unsigned owner);

}  // namespace rmcp::verify
