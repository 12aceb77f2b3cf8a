// SPDX-License-Identifier: MIT
// Drop-in files of layered folders: which of them count, and their text.
#pragma once
#include "lib/text/origin.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::toml {

/// One file's text, with the path that its settings name as their origin.
struct SourceFile {
  std::string path;
  std::string text;
  bool profile = false;  // from profiles.d: may hold profiles only
  /// Index of the directory that it came from; a profile in directory 0 replaces its namesake in 1.
  unsigned layer = 0;
  bool operator==(const SourceFile&) const = default;
};

struct Sources {
  std::vector<SourceFile> files;        // profiles.d first, then policy.d, each sorted by file name
  std::vector<Diagnostic> diagnostics;  // files that could not be read or must not be trusted
};

/// Collects DIR/profiles.d/*.toml and DIR/policy.d/*.toml: the same file name in an earlier
/// directory masks the later one, a link to /dev/null or an empty file disables it. A file has to
/// be owned by root or `owner` and not writable by group or others, and so has every folder and
/// link on the way to it. At most 1 MiB a file.
Sources read_sources(const std::vector<std::string>& directories, unsigned owner);

/// The same rules for DIR/FOLDER/*.toml alone: another kind of file in folders of its own.
Sources read_folder(const std::vector<std::string>& directories, std::string_view folder,
                    unsigned owner);

}  // namespace rmcp::toml
