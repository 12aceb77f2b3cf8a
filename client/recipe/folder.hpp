// SPDX-License-Identifier: MIT
// Operations on trees of files.
#pragma once
#include "lib/text/failure.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace rmcp::recipe {

/// A hash over the names, kinds, modes, sizes and times below a folder, which changes with any
/// file. Reads no files, which may be many gigabytes.
Expected<std::string> fingerprint(const std::string& folder);

/// The space of a tree, as far as it is on the file system of its root; nothing if it does not
/// exist.
std::uint64_t size_on_disk(const std::string& path);

/// Gives the owner all rights to the folders of a tree, as far as the caller may: tarballs and
/// builds leave folders in which nothing can be changed, or which cannot even be listed.
void open_folders(const std::string& tree);

/// Removes a tree, whatever the modes of its folders; links are not followed.
Failure remove_tree(const std::string& path);

/// Creates a folder and those above it.
Failure make_folder(const std::string& path);

/// Copies the existing regular files among `names`. A name
/// behind a link that leads out of `from` is an error.
Failure copy_files(const std::string& from, const std::string& to,
                   const std::vector<std::string>& names);

/// The path, or the nearest existing folder above it: there it would be created.
std::string nearest_there(std::string path);

/// Without links and dots, as far as it exists.
std::string real_path(const std::string& path);

/// True if `path` is `folder` or below it, both real.
bool is_below(const std::string& path, const std::string& folder);

}  // namespace rmcp::recipe
