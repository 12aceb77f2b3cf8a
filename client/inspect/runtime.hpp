// SPDX-License-Identifier: MIT
// The libraries of ROCm among those that a program loads.
#pragma once
#include "client/loader/loader.hpp"
#include "lib/sets/library_set.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

/// Relation of a file to a library set.
enum class InSet {
  unknown,     // there is no set to compare with
  same_file,   // it is the set's own file
  same_build,  // another file of the same build-id
  other,       // the set has this library, and the file is another one
  not_in_set,  // the set has none of this kind
};
std::string_view to_string(InSet in_set);

struct RuntimeLibrary {
  std::string stem;   // "libamdhip64"
  std::string name;   // "HIP"
  bool core = false;  // part of every runtime: HIP, ROCr, the thunk, the code object manager
  std::string path;
  FileId id = {};
  std::string soname;
  std::string build_id;
  std::string asked = {};  // the requested name
  std::string found = {};  // in words: "RPATH of torch/lib/libtorch_hip.so"
  FoundBy by = FoundBy::path;
  bool preloaded = false;
  bool later = false;
  bool deleted = false;         // pid: its file is gone
  std::string reached_by = {};  // see LoadedObject
  InSet in_set = InSet::unknown;
};

/// In the order in which they are loaded.
std::vector<RuntimeLibrary> runtime_libraries(const LoadResult& loaded);

/// Sets `in_set` of each.
void compare_with_set(std::vector<RuntimeLibrary>& libraries, const LibrarySet& set, Files& files);

struct Copies {
  std::string stem;
  std::vector<std::string> paths;  // two or more

  bool operator==(const Copies&) const = default;
};
/// Libraries that are loaded more than once: two copies of one runtime do not know of each other.
std::vector<Copies> double_copies(const std::vector<RuntimeLibrary>& libraries);

}  // namespace rmcp::client
