// SPDX-License-Identifier: MIT
// The files of a set outside of its libraries: archives of GPU code, and folders of kernels.
#pragma once
#include "lib/sets/library_set.hpp"

#include <map>
#include <string>
#include <vector>

namespace rmcp::verify {

/// A flaw of a library's archives.
struct ArchiveProblem {
  const SetLibrary* library;
  std::string text;
};

/// Reads the archives of the set's libraries, and replaces the code of these components by the
/// result: device packages come and go.
std::vector<ArchiveProblem> read_archived_code(SetManifest& set, unsigned owner);

/// The existing folders of kernels and of archives, relative to the prefix, each once. Never a
/// folder with libraries: from such a one each archive alone.
std::vector<std::string> find_outside_files(const SetManifest& set);

/// The folders, which need not exist yet, that contain the folders of archives.
std::vector<std::string> archive_folders(const SetManifest& set);

/// The variables that name those folders, with absolute paths: "ROCBLAS_TENSILE_LIBPATH".
std::map<std::string, std::string> variables_of_folders(const SetManifest& set);

}  // namespace rmcp::verify
