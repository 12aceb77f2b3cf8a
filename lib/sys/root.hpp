// SPDX-License-Identifier: MIT
// Files where strangers may have put anything: looked at before they are opened, and only regular
// ones are opened. A FIFO would wait, and opening a device can have effects.
#pragma once
#include "lib/sys/errno.hpp"
#include "lib/sys/fd.hpp"

#include <sys/stat.h>

#include <memory>
#include <string>
#include <vector>

namespace rmcp::sys {

/// The errno for a file that is not a regular one.
inline constexpr Errno kNotRegular = ENODEV;
/// "is not a regular file", else as describe_errno(): what comes after "PATH: ".
std::string describe_unread(Errno error);

/// Reads at most `limit` bytes of a regular file; links are followed. EFBIG if there are more.
Result<std::string> read_regular(const std::string& path, std::size_t limit = 1 << 20);

/// A file or folder that was found, and not opened yet (O_PATH).
struct Place {
  Fd handle;
  struct stat status {};

  /// For reading, without a change of the file in between.
  [[nodiscard]] Result<Fd> open() const;
};

/// A name in a folder.
struct Entry {
  std::string name;
  bool folder = false;  // not by a link
};

/// The folder that counts as "/" for paths, such as that of a process in a container.
class Root {
 public:
  Root() = default;  // that of this process
  /// "/proc/12/root": links, absolute ones too, do not lead out of it (Linux 5.6 and later).
  static Result<Root> of(const std::string& folder);

  [[nodiscard]] Result<Place> find(const std::string& path) const;
  [[nodiscard]] Result<Fd> open(const std::string& path) const;
  [[nodiscard]] bool exists(const std::string& path) const;
  [[nodiscard]] bool is_folder(const std::string& path) const;
  /// The path without links, as seen in this root; "" if there is none.
  [[nodiscard]] std::string real_path(const std::string& path) const;
  /// Sorted, without . and ..; empty if it cannot be read.
  [[nodiscard]] std::vector<Entry> entries(const std::string& path) const;

 private:
  std::shared_ptr<const Fd> folder_;
};

}  // namespace rmcp::sys
