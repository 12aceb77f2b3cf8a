// SPDX-License-Identifier: MIT
// Folders with kernels, and databases about them, that ROCm's libraries look for beside
// themselves.
#pragma once
#include "lib/sys/root.hpp"

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::code {

struct KernelFolder {
  std::string_view stem;  // of the library that reads it: "librocblas"
  /// From the folder in which the loader found the library. "*" stands for one name. An absolute
  /// path is that of builds whose file contains it.
  std::string_view path;
  enum class Use {
    needed,    // the library fails without it
    optional,  // it works, slower
  } use;
  std::string_view variable;  // that names another folder; "" if there is none
  bool from_file = false;     // from the folder of the file itself, where that was a link
};
std::span<const KernelFolder> kernel_folders();

/// The existing paths of a pattern, relative to `folder` like the pattern itself; none of an
/// absolute one.
std::vector<std::string> matching_folders(const std::string& folder, std::string_view pattern,
                                          const sys::Root& root = {});

/// The gfx targets in the names of a folder's files.
struct FolderTargets {
  std::set<std::string> code;
  std::set<std::string> tuning;  // of databases that only make things faster
};
FolderTargets read_kernel_folder(const std::string& folder, const sys::Root& root = {});

}  // namespace rmcp::code
