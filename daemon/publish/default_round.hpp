// SPDX-License-Identifier: MIT
// One round of work on the system's default library set. Blocks.
#pragma once
#include "lib/sets/default_library_state.hpp"
#include "lib/sys/folder_watch.hpp"
#include "lib/sys/paths.hpp"

#include <string>

namespace rmcp::publish {

struct DefaultRound {
  DefaultLibraryState state;
  std::string warning;     // what else went wrong; empty: nothing
  sys::FolderMarks marks;  // on the folder in which the unit says that it has done its work
};

/// Without `write` nothing on disk is touched. What cannot be reached is left as it is.
DefaultRound bring_about(const sys::Paths& paths, bool write, const DefaultChoice& choice);

}  // namespace rmcp::publish
