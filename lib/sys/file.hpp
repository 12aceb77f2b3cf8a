// SPDX-License-Identifier: MIT
// Small files read and written as a whole: sysfs attributes, state. Errors are errno values, as
// data. All of this may block for as long as a file system does. Code in the loop uses
// loop_files.hpp.
#pragma once
#include "lib/sys/errno.hpp"
#include "lib/sys/fd.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::sys {

/// Reads at most `limit` bytes of a file. EFBIG if there are more. For files of the kernel and of
/// this program; where somebody else may have put a FIFO: read_regular() of root.hpp.
Result<std::string> read_file(const std::string& path, std::size_t limit = 1 << 20);
/// The same of an open file, from where it stands.
Result<std::string> read_rest(const Fd& file, std::size_t limit);

/// A sysfs attribute: one read of at most a page, without NUL padding and trailing newlines.
Result<std::string> read_attribute(const std::string& path);

/// One write(2) of the whole text to an existing file. EIO on a short write.
Status write_attribute(const std::string& path, std::string_view text);

/// Writes a file that does not exist yet, to the disk. EEXIST if anything of that name does, for
/// all callers but one: after a failure it does not exist.
Status create_file(const std::string& path, std::string_view text, unsigned mode = 0644);

/// Writes a new file and renames it over the old one: a reader sees the old or the new contents,
/// never half. `durable` fsyncs file and folder; without it the change survives a crash of the
/// daemon, not of the machine.
Status replace_file(const std::string& path, std::string_view text, unsigned mode = 0644,
                    bool durable = true);

/// Removes files that an interrupted replace_file has left in the folder and below; files that this
/// process is writing stay. For folders with one writer only.
void remove_unfinished(const std::string& folder);

/// Creates a symbolic link with this text as its target, replacing an existing entry.
Status replace_link(const std::string& path, const std::string& target);
/// Makes the entries of a folder survive a crash of the machine.
Status sync_directory(const std::string& path);

/// A missing file is no error.
Status remove_file(const std::string& path);
Status rename_file(const std::string& from, const std::string& to);
Status make_directories(const std::string& path, unsigned mode = 0755);

bool exists(const std::string& path);
/// The last element of a link's target, "" if it is not a link: "amdgpu" for .../driver.
std::string link_name(const std::string& path);
/// The inode number of the link or file itself (lstat), 0 if it does not exist.
std::uint64_t inode(const std::string& path);
/// The names in a directory, sorted, without . and ..; empty if it cannot be read.
std::vector<std::string> list_directory(const std::string& path);

}  // namespace rmcp::sys
