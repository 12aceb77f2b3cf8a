// SPDX-License-Identifier: MIT
// A library set's files over the copies that a program brings, for this process and its children
// alone.
#pragma once
#include "client/inspect/started.hpp"
#include "lib/sets/library_set.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

struct BindMount {
  std::string from;  // a file of the set
  std::string over;  // the program's
  bool operator==(const BindMount&) const = default;
};

/// The files of the same kinds that the program would take otherwise.
std::vector<BindMount> mounts_for(const ProgramFiles& what, const LoaderSetup& setup,
                                  const LibrarySet& set, Files& files);

/// Moves this process into a user and a mount namespace of its own and mounts there; needs no
/// privilege where the kernel lets users make namespaces. Empty, or why it failed.
std::string enter_with(const std::vector<BindMount>& mounts);

}  // namespace rmcp::client
