// SPDX-License-Identifier: MIT
// A recipe: instructions for building a runtime, as data.
#pragma once
#include "lib/text/origin.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::recipe {

/// The origin of source code.
struct Source {
  enum class Kind { folder, tarball, git };
  std::string name;
  Kind kind = Kind::folder;
  std::string location;  // an absolute path, or for git a URL that git accepts
  std::string pin;       // tarball: sha256; git: the full commit; folder: none
  unsigned strip = 1;    // tarball: leading folders to leave out
  Origin origin;
};
std::string_view to_string(Source::Kind kind);

/// One file of the patch series.
struct Patch {
  std::string file;    // absolute
  std::string source;  // the name of the source to patch
  std::string sha256;  // empty: not given
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
  std::string prefix;               // a pattern; empty: the default place
  std::uint64_t disk_space = 0;     // bytes below the work folder; 0: not given
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
