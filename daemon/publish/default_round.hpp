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
  std::string warning;     // another problem; empty: none
  sys::FolderMarks marks;  // on the folder in which the unit records its work
};

/// Without `write` nothing on disk is changed. Files that cannot be reached are left alone.
DefaultRound bring_about(const sys::Paths& paths, bool write, const DefaultChoice& choice);

}  // namespace rmcp::publish
