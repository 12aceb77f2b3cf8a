// SPDX-License-Identifier: MIT
// What is mapped into a running process.
#pragma once
#include "client/loader/files.hpp"
#include "client/loader/loader.hpp"

#include <tl/expected.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

struct MappedFile {
  std::string path;     // as the process sees it, without " (deleted)"
  std::string address;  // "7f0000000000-7f0000001000": its name in map_files
  FileId id;
  bool deleted = false;

  bool operator==(const MappedFile&) const = default;
};

/// Files with code in them, each once, in the order of /proc/PID/maps.
std::vector<MappedFile> parse_maps(std::string_view text);

struct RunningProcess {
  unsigned pid = 0;
  std::string program;               // what /proc/PID/exe points to
  std::vector<std::string> command;  // its arguments
  /// Nothing when it may not be read: another user's, or one that hides it.
  std::optional<std::map<std::string, std::string>> environment;
  LoadResult loaded;                 // objects: id, path and ELF file; `by` says nothing here
  std::vector<std::string> deleted;  // paths of objects whose file is gone
};

/// The error is for people: "process 12: no such process".
tl::expected<RunningProcess, std::string> read_process(unsigned pid,
                                                       const std::string& proc = "/proc");

}  // namespace rmcp::client
