// SPDX-License-Identifier: MIT
// The places of GPU code that a program would run: its libraries, archives that these name, and
// folders beside them.
#pragma once
#include "client/loader/loader.hpp"
#include "client/loader/setup.hpp"
#include "lib/code/kpack_files.hpp"
#include "lib/gpu/code_match.hpp"
#include "lib/sys/root.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp::client {

struct CodePlace {
  std::string path;     // of a library, or of a folder of kernels
  std::string library;  // "rocBLAS" for ROCm's own; "" for the program's
  std::vector<std::string> targets;
  std::vector<std::string> problems;
  enum class Kind {
    file,
    archives,   // that the library names
    folder,     // of kernels, without which the library does not work
    no_folder,  // it would be beside the library
  } kind = Kind::file;
  std::vector<std::string> unread = {};               // see FoundCode
  std::vector<std::string> archives = {};             // their paths
  std::optional<elf::KpackReference> reference = {};  // of the library to them

  [[nodiscard]] FoundCode code() const {
    return {.targets = targets, .unread = unread, .in_archives = kind == Kind::archives};
  }
  bool operator==(const CodePlace&) const = default;
};
std::string_view to_string(CodePlace::Kind kind);

struct CodeSearch {
  std::vector<CodePlace> places;
  std::vector<CodePlace> tuning;  // databases that only make things faster
};

/// Where a program runs.
struct ProgramPlace {
  Environment environment;  // may name other folders and archives than the libraries do
  std::string folder = {};  // its working folder; "": that of this process
  sys::Root root = {};      // of all paths
};

CodeSearch find_code(const LoadResult& loaded, const ProgramPlace& place);

}  // namespace rmcp::client
