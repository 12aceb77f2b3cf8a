// SPDX-License-Identifier: MIT
// Trees of files.
#pragma once
#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace rmcp::recipe {

/// A hash over the names, kinds, modes, sizes and times below a folder: another one when a file has
/// changed. Without reading files, which may be many gigabytes.
tl::expected<std::string, std::string> fingerprint(const std::string& folder);

/// What a tree takes up, as far as it is on the file system of its root; nothing when it is not
/// there.
std::uint64_t size_on_disk(const std::string& path);

/// Takes a tree away; links are not followed. Empty, or why it failed.
std::string remove_tree(const std::string& path);

/// Makes a folder and those above it; empty, or why it failed.
std::string make_folder(const std::string& path);

/// Copies the regular files among `names` that are there. Empty, or why it failed. A name behind a
/// link that leads out of `from` is an error.
std::string copy_files(const std::string& from, const std::string& to,
                       const std::vector<std::string>& names);

/// Without links and dots, as far as it is there.
std::string real_path(const std::string& path);

/// True when `path` is `folder` or below it, both real.
bool is_below(const std::string& path, const std::string& folder);

}  // namespace rmcp::recipe
