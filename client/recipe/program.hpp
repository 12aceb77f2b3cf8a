// SPDX-License-Identifier: MIT
// Runs other programs: without a shell, with their output in a log, and never longer than the
// build.
#pragma once
#include "client/recipe/signals.hpp"
#include "lib/text/failure.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace rmcp::recipe {

struct Command {
  std::vector<std::string> run;
  std::string directory;
  std::map<std::string, std::string> environment;  // complete
  std::string log;                                 // stdout and stderr; overwritten
};

struct Ended {
  int status = 0;  // as returned by wait(2)
  [[nodiscard]] bool ok() const { return status == 0; }
};
/// `exit status 2`, `killed by SIGSEGV`.
std::string to_string(const Ended& ended);

/// Calls `tick` about once a second. Processes that the program has left in its process group end
/// with it: a finished step changes nothing any more. A signal seen by `interrupts` ends the
/// program and all that it has started: SIGTERM, five seconds later SIGKILL. They are also killed
/// if this process is. The error says why it could not be started.
Expected<Ended> run_program(const Command& command, Interrupts& interrupts,
                            const std::function<void()>& tick);

/// The path of the program according to PATH in that environment, or empty.
std::string find_program(const std::string& name,
                         const std::map<std::string, std::string>& environment);

/// The last lines of a log.
std::string tail_of(const std::string& log, std::size_t lines);

}  // namespace rmcp::recipe
