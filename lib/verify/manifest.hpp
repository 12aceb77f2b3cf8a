// SPDX-License-Identifier: MIT
// The manifest of a library set: TOML, as rmcp-library-sets(5) describes it.
#pragma once
#include "lib/sets/library_set.hpp"
#include "lib/text/failure.hpp"
#include "lib/toml/complaints.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::verify {

/// A parsed manifest.
struct ManifestFile {
  SetManifest set;
  /// It names no library: the contents are in `rmcp-set.toml` below the prefix.
  bool elsewhere = false;
  bool says_priority = false;
  std::vector<Diagnostic> diagnostics;
  [[nodiscard]] bool ok() const;  // no error
};

/// Parses the text of `file`. Without a name in it the set is named after the file.
ManifestFile read_manifest(const std::string& file, std::string_view text);

/// The text of a manifest with all known data of a set; the same set gives the same text.
std::string manifest_text(const SetManifest& set);

/// The reason why a path is not below its prefix.
Failure check_relative_path(std::string_view path);

/// `/etc/rmcp/library-sets.d/rocm-5.2.toml` -> `rocm-5.2`.
std::string name_of_manifest(std::string_view file);

}  // namespace rmcp::verify
