// SPDX-License-Identifier: MIT
// The files mapped into a running process.
#pragma once
#include "client/loader/files.hpp"
#include "client/loader/loader.hpp"
#include "lib/sys/root.hpp"
#include "lib/text/failure.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

struct MappedFile {
  std::string path;     // as /proc/PID/maps has it, without " (deleted)"
  std::string address;  // "7f0000000000-7f0000001000": its name in map_files
  FileId id;
  bool deleted = false;

  bool operator==(const MappedFile&) const = default;
};

/// Files with mapped code, each once, in the order of /proc/PID/maps.
std::vector<MappedFile> parse_maps(std::string_view text);

struct RunningProcess {
  unsigned pid = 0;
  std::string program;               // target of /proc/PID/exe
  std::vector<std::string> command;  // its arguments
  /// Nothing if it cannot be read: it belongs to another user, or is hidden.
  std::optional<std::map<std::string, std::string>> environment;
  LoadResult loaded;                 // objects: id, path and ELF file; `by` is not used
  std::vector<std::string> deleted;  // paths of objects whose file is deleted
  sys::Root root;                    // all paths are those of its own root
  bool has_own_root = false;         // it is another one than ours
  std::string folder;                // its working folder
};

/// The error is for people: "process 12: no such process".
Expected<RunningProcess> read_process(unsigned pid, const std::string& proc = "/proc");

}  // namespace rmcp::client
