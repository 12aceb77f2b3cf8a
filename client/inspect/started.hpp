// SPDX-License-Identifier: MIT
// A command as if started here and now.
#pragma once
#include "client/inspect/program.hpp"
#include "client/inspect/set_use.hpp"
#include "client/loader/setup.hpp"
#include "lib/text/failure.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

struct StartedProgram {
  Program program;
  LoaderSetup setup;
  ProgramFiles files;
  bool loads_rocm = true;  // false: no library of ROCm, as far as its files tell
};

/// `targets`: folders of libraries that it opens while it runs; if empty, the known ones of a
/// Python. The error is for people.
Expected<StartedProgram> examine_command(const std::vector<std::string>& command,
                                         const std::vector<std::string>& targets, Files& files);

}  // namespace rmcp::client
