// SPDX-License-Identifier: MIT
// The libraries that a set needs, directly and indirectly: found as ld.so(8) would, with the
// folders of the set in LD_LIBRARY_PATH, or with a folder of links in their place.
#pragma once
#include "lib/sets/library_set.hpp"
#include "lib/verify/set_file.hpp"
#include "lib/verify/system.hpp"

#include <map>
#include <string>
#include <vector>

namespace rmcp::verify {

struct NeedProblem {
  const SetLibrary* library;  // that the sentence is about
  const SetLibrary* root;     // the most important one that cannot be loaded because of it
  std::string text;           // "needs libx.so.1, which needs liby.so, which is neither in ..."
};

/// A companion, and the library that needs it.
struct Companion {
  const SetLibrary* library;
  const SetLibrary* root;
  std::string name;  // "libx.so.1"
  SetCompanion as;
  const SetFile* file;
  /// Programs get the system's library of this name: the set's is for containers.
  bool spare;
};

/// How programs will find the set.
struct SetSearch {
  bool by_links = false;  // its folders have another system's C library: links take their place
  bool own_cxx = false;   // this system's C++ run time is too old for it
};

struct Needs {
  std::vector<NeedProblem> problems;
  std::vector<Companion> companions;
};

/// Libraries of the set by the names under which programs find them.
using LibraryNames = std::map<std::string, const SetLibrary*>;

/// `roots`: the existing libraries of the set, the most important first.
Needs follow_needs(const SetManifest& set, const std::vector<const SetLibrary*>& roots,
                   const LibraryNames& names, SetFiles& files, const SystemLibraries& system,
                   SetSearch search);

}  // namespace rmcp::verify
