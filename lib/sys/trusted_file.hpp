// SPDX-License-Identifier: MIT
// Files that only root (or the daemon's own user) could have written, opened without a gap between
// the check and the use.
#pragma once
#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace rmcp::sys {

/// The reason for not using a file or folder.
struct Refusal {
  bool missing = false;  // it does not exist, which is no error
  std::string reason;
};

struct TrustedText {
  std::string text;
  bool disabled = false;  // a link to /dev/null, or empty
};

/// Reads a file of at most `limit` bytes. The file, every link and every folder on the way have to
/// be owned by root or `owner`, and not writable by group or others; a folder further up may be
/// writable if it is sticky (/tmp): others cannot replace files there that are not theirs.
tl::expected<TrustedText, Refusal> read_trusted(const std::string& path, unsigned owner,
                                                std::size_t limit);

/// The names of the files ending in `suffix` in a folder, sorted, without hidden ones. The folder
/// is checked in the same way, without the exception for sticky ones.
tl::expected<std::vector<std::string>, Refusal> list_trusted(const std::string& path,
                                                             unsigned owner,
                                                             std::string_view suffix);

}  // namespace rmcp::sys
