// SPDX-License-Identifier: MIT
// Tells whether drop-in files have changed since somebody looked at them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::sys {

/// A file or folder, and the time of its last change.
struct Stamp {
  std::string path;
  std::uint64_t modified_usec = 0;  // CLOCK_REALTIME; 0: it did not exist

  bool operator==(const Stamp&) const = default;
};

/// The folders and their files that end in `suffix`. Blocks. Call before the files are read: a
/// change in between is then seen as one.
std::vector<Stamp> stamp_files(const std::vector<std::string>& folders, std::string_view suffix);

/// The files among them that were changed or removed since, and new ones in these folders. A folder
/// with other changes alone is not reported. Blocks.
std::vector<std::string> changed_since(const std::vector<Stamp>& stamps, std::string_view suffix);

}  // namespace rmcp::sys
