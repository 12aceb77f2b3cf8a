// SPDX-License-Identifier: MIT
// Judges a folder and the way to it.
#include "client/recipe/trusted_way.hpp"

#include "client/recipe/folder.hpp"
#include "lib/sys/path_walk.hpp"

#include <fmt/format.h>

#include <sys/stat.h>
#include <unistd.h>

namespace rmcp::recipe {
namespace {

/// Not the user who calls itself root in a namespace of its own (`unshare --map-root-user`): there
/// "/" belongs to somebody else.
bool is_root() {
  struct stat top {};
  return ::geteuid() == 0 && ::stat("/", &top) == 0 && top.st_uid == 0;
}

}  // namespace

Failure distrust_way(const std::string& folder) {
  if (!is_root()) return {};
  const auto there = nearest_there(folder);
  const auto found = sys::PathWalk(0).follow(there);
  if (!found) return fmt::format("{}: {}", folder, found.error().reason);
  // In a sticky folder others cannot exchange a folder of root's, but they can fill it.
  if (const auto wrong = sys::distrust(found->status, 0, there != folder))
    return fmt::format("{}: cannot be trusted: {} {}", folder, there, wrong.text);
  return {};
}

}  // namespace rmcp::recipe
