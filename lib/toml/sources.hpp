// SPDX-License-Identifier: MIT
// Drop-in files of layered folders: which of them are used, and their text.
#pragma once
#include "lib/sys/stamps.hpp"
#include "lib/text/origin.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::toml {

/// The text of one file, and the path that its settings name as their origin.
struct SourceFile {
  std::string path;
  std::string text;
  bool profile = false;  // from profiles.d: may hold profiles only
  /// Index of its directory; a profile in directory 0 replaces one of the same name in directory 1.
  unsigned layer = 0;
  bool operator==(const SourceFile&) const = default;
};

struct Sources {
  std::vector<SourceFile> files;        // profiles.d first, then policy.d, each sorted by file name
  std::vector<Diagnostic> diagnostics;  // files that could not be read or must not be trusted
};

/// Collects DIR/profiles.d/*.toml and DIR/policy.d/*.toml: a file name in an earlier directory
/// masks the same name in later ones, a link to /dev/null or an empty file disables it. Root or
/// `owner` has to own a file and every folder and link on the way to it, none of them writable by
/// group or others. At most 1 MiB a file.
Sources read_sources(const std::vector<std::string>& directories, unsigned owner);

/// The folders that read_sources looks into, and all drop-ins there, also those that are masked.
std::vector<sys::Stamp> stamp_sources(const std::vector<std::string>& directories);

/// The same rules for DIR/FOLDER/*.toml alone: another kind of file in folders of its own.
Sources read_folder(const std::vector<std::string>& directories, std::string_view folder,
                    unsigned owner);

}  // namespace rmcp::toml
