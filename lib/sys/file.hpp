// SPDX-License-Identifier: MIT
// Small files read and written whole: sysfs attributes, state. Errors are errno values, as data.
// All of this may block for as long as a file system does. What runs in the loop has
// loop_files.hpp.
#pragma once
#include "lib/sys/errno.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::sys {

/// Reads at most `limit` bytes of a file. EFBIG when there is more.
tl::expected<std::string, Errno> read_file(const std::string& path, std::size_t limit = 1 << 20);

/// A sysfs attribute: one read of at most a page, NUL padding and trailing newlines taken off.
tl::expected<std::string, Errno> read_attribute(const std::string& path);

/// One write(2) of the whole text to an existing file. 0, or the errno. EIO on a short write.
Errno write_attribute(const std::string& path, std::string_view text);

/// Writes beside the file and renames over it: a reader sees the old or the new, never half.
/// `durable` fsyncs file and folder; without it the change survives a crash of the daemon, not of
/// the machine.
Errno replace_file(const std::string& path, std::string_view text, unsigned mode = 0644,
                   bool durable = true);

/// Takes away what a replace_file that was killed has left in the folder and those below; what this
/// process is writing stays. For who is the only writer there.
void remove_unfinished(const std::string& folder);

/// A symbolic link with this text as its target, in the place of what is there.
Errno replace_link(const std::string& path, const std::string& target);
/// What is named in there survives a crash of the machine.
Errno sync_directory(const std::string& path);

/// 0 or the errno; a file that is not there is no error.
Errno remove_file(const std::string& path);
Errno rename_file(const std::string& from, const std::string& to);
Errno make_directories(const std::string& path, unsigned mode = 0755);

bool exists(const std::string& path);
/// Last element of a link's target, "" when it is no link: "amdgpu" for .../driver.
std::string link_name(const std::string& path);
/// Inode number of the link or file itself (lstat), 0 when it is not there.
std::uint64_t inode(const std::string& path);
/// Names in a directory, sorted, without . and ..; empty when it cannot be read.
std::vector<std::string> list_directory(const std::string& path);

}  // namespace rmcp::sys
