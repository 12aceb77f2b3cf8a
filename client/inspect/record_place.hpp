// SPDX-License-Identifier: MIT
// Where a process keeps its record of memory: in its own folder, by its own number, in its own
// root.
#pragma once
#include "lib/sys/root.hpp"

#include <sys/types.h>

#include <optional>
#include <string>

namespace rmcp::client {

struct RecordPlace {
  std::string runtime_dir;  // $XDG_RUNTIME_DIR of the process; without it /run/user/UID of its user
  sys::Root root = {};      // in which that is a path: that of a container
  unsigned number = 0;      // the process as it counts itself
  std::optional<uid_t> owner;  // whose files count; nothing: anybody's
};

/// Of a running process, whoever asks.
RecordPlace record_place(unsigned pid, const std::string& proc = "/proc");

}  // namespace rmcp::client
