// SPDX-License-Identifier: MIT
// Room on the disks, as far as the recipe says what it needs.
#pragma once
#include "client/recipe/site.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace rmcp::recipe {

/// What a build needs below a folder, and the file system that is to give it.
struct Demand {
  std::string folder;  // that is there
  std::uint64_t device = 0, free = 0;
  std::uint64_t needed = 0;  // by the whole build
  std::uint64_t held = 0;    // by what it has there already

  std::uint64_t missing() const { return needed > held ? needed - held : 0; }
};

/// A line for each file system that is too small for what is still to come; demands on the same one
/// add up.
std::vector<std::string> shortages(const std::vector<Demand>& demands);

/// The same, of the disks as they are. Trees are measured only where that makes a difference.
std::vector<std::string> check_space(const Recipe& recipe, const Places& places);

/// Fails when there is no room to begin with `what`: others fill disks as well.
Result<void> need_room(const Site& site, const std::string& what);

}  // namespace rmcp::recipe
