// SPDX-License-Identifier: MIT
// Libraries with GPU code that well-known programs open while they run.
#pragma once
#include "client/loader/loader.hpp"
#include "client/loader/setup.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

struct LaterLibraries {
  std::string owner;               // "ggml"; "" if the program is none of them
  std::vector<std::string> files;  // existing ones
  std::string looked_in;           // the first folder, for people

  bool operator==(const LaterLibraries&) const = default;
};

/// `program`: its real path. `loaded`: the objects that it loads at its start.
LaterLibraries find_later_libraries(const std::string& program, const LoadResult& loaded,
                                    const Environment& environment);

}  // namespace rmcp::client
