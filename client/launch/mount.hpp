// SPDX-License-Identifier: MIT
// Mounts a library set's files over a program's own copies, for this process and its children only.
#pragma once
#include "client/inspect/started.hpp"
#include "lib/sets/library_set.hpp"
#include "lib/sys/errno.hpp"
#include "lib/text/failure.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

struct BindMount {
  std::string from;  // a file of the set
  std::string over;  // the program's
  bool operator==(const BindMount&) const = default;
};

/// The files of the same kinds that the program would load otherwise.
std::vector<BindMount> mounts_for(const ProgramFiles& what, const LoaderSetup& setup,
                                  const LibrarySet& set, Files& files);

/// What `place` says with `error` in a namespace that a user has just created. A refusal there is
/// one of the namespace itself: AppArmor, as Ubuntu sets it up, lets users create one and takes the
/// rights in it away.
Failure failed_in_namespace(std::string_view place, sys::Errno error);

/// Moves this process into a user and a mount namespace of its own and mounts there; needs no
/// privilege if the kernel lets users create namespaces.
Failure enter_with(const std::vector<BindMount>& mounts);

}  // namespace rmcp::client
