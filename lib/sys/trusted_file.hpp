// SPDX-License-Identifier: MIT
// Files that only root (or the daemon's own user) could have put there, opened without a gap
// between the check and the use.
#pragma once
#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace rmcp::sys {

/// Why a file or folder is not used.
struct Refusal {
  bool missing = false;  // nothing is there, which is no error
  std::string reason;
};

struct TrustedText {
  std::string text;
  bool disabled = false;  // a link to /dev/null, or empty
};

/// Reads a file of at most `limit` bytes. It, every link and every folder on the way have to be
/// owned by root or `owner`, and not writable by group or others; a folder that is no file's own
/// may be writable if it is sticky (/tmp): there others cannot replace what is not theirs.
tl::expected<TrustedText, Refusal> read_trusted(const std::string& path, unsigned owner,
                                                std::size_t limit);

/// Names of the files ending in `suffix` in a folder, sorted, hidden ones left out. The folder is
/// checked in the same way, without the exception for sticky ones.
tl::expected<std::vector<std::string>, Refusal> list_trusted(const std::string& path,
                                                             unsigned owner,
                                                             std::string_view suffix);

}  // namespace rmcp::sys
