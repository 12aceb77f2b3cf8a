// SPDX-License-Identifier: MIT
// Shared by the actions of `library`.
#pragma once
#include "client/verbs/register.hpp"
#include "client/verbs/verbs.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

struct BuildOptions {
  bool dry_run = false;
  bool restart = false;
  std::vector<std::string> select;  // devices
};

struct LibraryOptions {
  RegisterOptions add;  // for `build` too, which adds its result
  BuildOptions build;
};

extern const Verb kLibraryBuild;

}  // namespace rmcp::client
