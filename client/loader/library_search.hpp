// SPDX-License-Identifier: MIT
// ld.so's search for a library: RPATHs, LD_LIBRARY_PATH, RUNPATH, the cache, the default folders
// (elf/dl-load.c:_dl_map_object).
#pragma once
#include "client/loader/loader.hpp"
#include "lib/text/failure.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace rmcp::client {

/// A file that a search has found.
struct FoundFile {
  std::string path;
  FileFacts facts;
  FoundBy by;
  std::string whose = {};  // rpath, runpath: the object that names the folder
};

using SearchResult = Expected<FoundFile>;  // or the reason why there is none

class LibrarySearch {
 public:
  using Objects = std::vector<LoadedObject>;  // the program first

  LibrarySearch(const LoaderSetup& setup, Files& files) : setup_(setup), files_(files) {}

  /// The library of this name, without a slash, that `objects[asking]` gets.
  SearchResult library(const std::string& name, const Objects& objects, std::size_t asking);
  /// The file at this path.
  SearchResult file(const std::string& path);

  /// The name with $ORIGIN and the like replaced, relative to `asking`.
  [[nodiscard]] std::string expanded(const std::string& name, const LoadedObject& asking) const;

 private:
  std::optional<SearchResult> along_rpaths(const std::string& name, const Objects& objects,
                                           std::size_t asking);
  std::optional<SearchResult> in_rpath_of(const LoadedObject& object, const std::string& name);
  std::optional<SearchResult> in_folders(const std::string& name,
                                         const std::vector<std::string>& folders, FoundBy by,
                                         const std::string& whose);
  std::optional<SearchResult> in_cache(const std::string& name, bool no_default_lib);
  std::optional<SearchResult> at_path(const std::string& path, FoundBy by,
                                      const std::string& whose);
  [[nodiscard]] std::vector<std::string> folders_of(const std::string& text,
                                                    const LoadedObject& object) const;
  [[nodiscard]] std::string absolute(const std::string& path) const;

  const LoaderSetup& setup_;
  Files& files_;
};

}  // namespace rmcp::client
