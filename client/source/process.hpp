// SPDX-License-Identifier: MIT
// Other programs: started without a shell, read to their end.
#pragma once
#include "client/document/error.hpp"

#include <sys/types.h>

#include <string>
#include <vector>

namespace rmcp::client {

struct Finished {
  std::string output;   // stdout; stderr is ours
  int exit_status = 0;  // 128 + signal when it was killed
};

/// Runs a program to its end. `arguments` includes argv[0].
Expected<Finished> run_program(const std::string& program,
                               const std::vector<std::string>& arguments);

/// The folder that this program was started from, by /proc/self/exe.
std::string own_folder();

}  // namespace rmcp::client
