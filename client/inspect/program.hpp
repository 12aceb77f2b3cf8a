// SPDX-License-Identifier: MIT
// Which file a command line makes the kernel load: through PATH, scripts and env(1).
#pragma once
#include "client/loader/setup.hpp"

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace rmcp::client {

struct Program {
  std::string path;                  // what is loaded: "/usr/bin/python3"
  std::vector<std::string> through;  // scripts and programs on the way there
  bool python = false;               // loads its libraries while it runs
  std::vector<std::string> notes;

  bool operator==(const Program&) const = default;
};

/// A command as it would be typed; the error is for people: "nothing: not found in PATH".
tl::expected<Program, std::string> find_program(const std::vector<std::string>& command,
                                                const Environment& environment);

/// The interpreter and its argument in a script's first line; empty when it is no script.
std::vector<std::string> interpreter_line(std::string_view start_of_file);

/// Folders beside a Python where its packages keep libraries: .../torch/lib. As it was called: a
/// virtual environment is told by the path of its link.
std::vector<std::string> python_folders(const std::string& python, const Environment& environment);

}  // namespace rmcp::client
