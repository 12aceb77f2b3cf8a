// SPDX-License-Identifier: MIT
// The library set that is the system's default, as a folder of links that the dynamic loader's
// configuration includes. Pure.
#pragma once
#include "lib/sets/library_set.hpp"

#include <functional>
#include <map>
#include <string>

namespace rmcp::publish {

struct DefaultSet {
  std::map<std::string, std::string> links;  // path in the folder: where it leads
  std::string contents;       // what is in it, to tell two apart; a line each, the set's name first
  std::string loader_config;  // as ld.so.conf(5): the folders with libraries
};

/// `place` is where the folder will be found. Of libraries only what is ROCm's by its name,
/// whatever the manifest says, and companions that cover none of the system's: the loader of every
/// program will look here.
DefaultSet make_default_set(const LibrarySet& set, const std::string& place,
                            const std::function<bool(const std::string&)>& exists);

}  // namespace rmcp::publish
