// SPDX-License-Identifier: MIT
// The space on disks, compared with the needs stated in the recipe.
#pragma once
#include "client/recipe/site.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace rmcp::recipe {

/// The space that a build needs below a folder, and the file system that has to provide it.
struct SpaceNeeded {
  std::string folder;  // an existing one
  std::uint64_t device = 0, free = 0;
  std::uint64_t needed = 0;  // by the whole build
  std::uint64_t held = 0;    // by files that are there already

  [[nodiscard]] std::uint64_t missing() const { return needed > held ? needed - held : 0; }
};

/// A line for each file system that is too small for the rest of the build; needs on the same one
/// add up.
std::vector<std::string> shortages(const std::vector<SpaceNeeded>& needed);

/// The same, for the present disks. Trees are measured only if that makes a difference.
std::vector<std::string> check_space(const Recipe& recipe, const Places& places);

/// Fails if there is no room to begin with `what`: other programs fill disks as well.
Result<void> need_room(const Site& site, const std::string& what);

/// "; PATH: 0 B are free" for each full disk that the build writes to, after a failure: a program
/// that fails for it may have said so to a log that is there too.
std::string full_disks(const Site& site);

}  // namespace rmcp::recipe
