// SPDX-License-Identifier: MIT
// What the actions of `library` share.
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
  RegisterOptions add;  // of `build`, too: what is built is added
  BuildOptions build;
};

extern const Verb kLibraryBuild;

}  // namespace rmcp::client
