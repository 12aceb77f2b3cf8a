// SPDX-License-Identifier: MIT
// Folders with kernels, and with databases about them, that ROCm's libraries look for beside
// themselves.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::code {

struct KernelFolder {
  std::string_view stem;  // of the library that reads it: "librocblas"
  std::string_view path;  // from the library's folder; "*" stands for one name
  enum class Use {
    needed,    // the library fails without it
    optional,  // it works, slower
  } use;
  std::string_view variable;  // that names another folder; "" if there is none
};
std::span<const KernelFolder> kernel_folders();

/// The existing folders of a pattern, relative to `folder` like the pattern itself.
std::vector<std::string> matching_folders(const std::string& folder, std::string_view pattern);

}  // namespace rmcp::code
