// SPDX-License-Identifier: MIT
// A program that is really started, beside what the model says of it.
#pragma once
#include "client/loader/loader.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace rmcp::client {

struct Start {
  std::string program;             // below the folder of shapes: "bin/plain"
  std::vector<std::string> opens;  // what it opens, below that folder
  std::map<std::string, std::string> environment = {};
  std::map<std::string, std::string> mounts =
      {};  // over a shape another one, in a namespace of its own
};

/// Whether this user may make such a namespace.
bool can_mount();

/// Files, without links in their paths; shapes without the folder's name in front.
using Paths = std::set<std::string>;

struct Seen {
  Paths mapped;
  std::string failures;  // lines of dlopen's, and what ld.so wrote
};

Seen start(const Start& what);
/// With LD_TRACE_LOADED_OBJECTS: the libraries that ld.so names, without itself.
Paths traced(const Start& what);
LoadResult predicted(const Start& what);
Paths paths_of(const LoadResult& result);

/// One that stays, until this goes.
class Running {
 public:
  explicit Running(Start what);
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running();

  unsigned pid() const { return static_cast<unsigned>(child_); }

 private:
  int child_ = -1;
  int input_ = -1;
};

std::string shape(const std::string& name);

}  // namespace rmcp::client
