// SPDX-License-Identifier: MIT
// Puts tree entries into a folder and takes them away again.
#pragma once
#include "tree.hpp"

#include <string>

namespace rmcp::testbed {

/// Throws std::system_error. What is there already is written anew.
void write_entries(const std::string& root, const Entries& entries);

/// Removes these files and links, and the folders that are empty then.
void remove_entries(const std::string& root, const Entries& entries);

/// The machine below `directory`/sys and `directory`/dev, without umockdev: for tests that look at
/// it through sys::Paths.
void write_tree(MachineFile machine, const std::string& directory);

}  // namespace rmcp::testbed
