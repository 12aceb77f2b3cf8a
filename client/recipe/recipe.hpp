// SPDX-License-Identifier: MIT
// A recipe: how somebody builds a runtime of their own, as data.
#pragma once
#include "lib/text/origin.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::recipe {

/// Where code comes from.
struct Source {
  enum class Kind { folder, tarball, git };
  std::string name;
  Kind kind = Kind::folder;
  std::string location;  // an absolute path, or for git what git takes as a URL
  std::string pin;       // tarball: sha256; git: the full commit; folder: none
  unsigned strip = 1;    // tarball: leading folders that are left out
  Origin origin;
};
std::string_view to_string(Source::Kind kind);

/// One file of the patch series.
struct Patch {
  std::string file;    // absolute
  std::string source;  // the name of the one it is for
  std::string sha256;  // empty: not said
  unsigned strip = 1;  // as patch -p
  Origin origin;
};

struct Step {
  std::string name;
  std::string directory;  // empty: the tree of the first source
  std::map<std::string, std::string> environment;
  std::vector<std::string> run;  // no shell
  Origin origin;
};

struct Recipe {
  std::string file;  // absolute
  std::string name;
  std::string version;
  std::string prefix;               // a pattern; empty: the usual place
  std::uint64_t disk_space = 0;     // bytes below the work folder; 0: not said
  std::uint64_t install_space = 0;  // bytes below the prefix
  std::optional<unsigned> jobs;
  std::map<std::string, std::string> environment;  // of all steps
  std::vector<Source> sources;
  std::vector<Patch> patches;
  std::vector<Step> steps;
};

/// The source of that name, or null.
const Source* find_source(const Recipe& recipe, std::string_view name);

}  // namespace rmcp::recipe
