// SPDX-License-Identifier: MIT
// The system's default library set, as a folder of links that the dynamic loader's configuration
// includes. Pure.
#pragma once
#include "lib/sets/library_set.hpp"

#include <map>
#include <string>

namespace rmcp::publish {

struct DefaultSet {
  std::map<std::string, std::string> links;  // path in the folder: target of the link
  std::string contents;       // a description to compare two; a line each, the set's name first
  std::string loader_config;  // in ld.so.conf(5) syntax: the folders with libraries
};

/// `place` is the final path of the folder. Includes only libraries that belong to ROCm by their
/// names, whatever the manifest says, and companions that hide none of the system's: the loader of
/// every program will search here.
DefaultSet make_default_set(const LibrarySet& set, const std::string& place);

}  // namespace rmcp::publish
