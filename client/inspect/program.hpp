// SPDX-License-Identifier: MIT
// The file that the kernel loads for a command line: through PATH, scripts and commands that start
// others, such as env(1).
#pragma once
#include "client/loader/setup.hpp"
#include "client/wrapper/environment_change.hpp"
#include "lib/text/failure.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

struct Program {
  std::string path;                  // the loaded file: "/usr/bin/python3"
  std::vector<std::string> through;  // scripts and programs that lead to it
  bool python = false;               // loads its libraries while it runs
  std::vector<std::string> notes;
  Variables environment = {};                   // that it is started with
  std::vector<EnvironmentChange> changes = {};  // on the way to it
  std::string folder = {};                      // its working folder; "": that of this process

  bool operator==(const Program&) const = default;
};

/// A command as typed, started in this environment; the error is for people: "nothing: not found in
/// PATH".
Expected<Program> find_program(const std::vector<std::string>& command, Variables environment);

/// Of these variables.
Environment environment_of(const Variables& variables);

/// The interpreter and its argument in a script's first line; empty if it is not a script.
std::vector<std::string> interpreter_line(std::string_view start_of_file);

/// Folders beside a Python in which its packages keep libraries: .../torch/lib. By the name used in
/// the call: the path of the link identifies a virtual environment.
std::vector<std::string> python_folders(const std::string& python, const Environment& environment);

}  // namespace rmcp::client
