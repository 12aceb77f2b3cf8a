// SPDX-License-Identifier: MIT
// Runs other programs without a shell and reads their output to the end.
#pragma once
#include "client/document/error.hpp"

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

struct Finished {
  std::string output;   // stdout; stderr is inherited
  int exit_status = 0;  // 128 + signal if it was killed
};

/// Runs a program to its end. `arguments` includes argv[0].
Expected<Finished> run_program(const std::string& program,
                               const std::vector<std::string>& arguments);

/// The folder of this program's executable, by /proc/self/exe.
std::string own_folder();

/// The path of a program in libexec, such as "rmcpd": of the same installation as this program, or
/// of the build tree.
std::string libexec_program(std::string_view name);

}  // namespace rmcp::client
