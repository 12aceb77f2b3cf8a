// SPDX-License-Identifier: MIT
// Libraries with GPU code that well-known programs open while they run.
#pragma once
#include <functional>
#include <string>
#include <vector>

namespace rmcp::code {

struct LaterLibraries {
  std::string owner;               // "ggml"; "" if the program is none of them
  std::vector<std::string> files;  // existing ones
  std::string looked_in;           // the first folder, for people

  bool operator==(const LaterLibraries&) const = default;
};

/// `program`: its real path. `loaded`: paths of the libraries that it loads at its start. `folder`:
/// its working folder; "": that of this process.
LaterLibraries find_later_libraries(
    const std::string& program, const std::vector<std::string>& loaded,
    const std::function<std::string(const std::string&)>& environment,
    const std::string& folder = "");

}  // namespace rmcp::code
