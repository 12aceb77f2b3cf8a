// SPDX-License-Identifier: MIT
// Runs other programs: without a shell, with their output in a log, and never longer than the
// build.
#pragma once
#include "client/recipe/child_processes.hpp"
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
  Left left;       // of what it has started
  [[nodiscard]] bool ok() const { return status == 0 && left.count == 0; }
};
/// `exit status 2`, `killed by SIGSEGV`; which processes go on.
std::string to_string(const Ended& ended);
/// `process 812 of user 0 cannot be ended`; "" if there is none.
std::string to_string(const Left& left);

/// Calls `tick` about once a second. All processes that the program has started end with it,
/// whatever their session: a finished step changes nothing any more. A signal seen by `interrupts`
/// ends them: SIGTERM for the program's process group, SIGKILL for what is left when the program
/// has ended or five seconds are over. They are also killed if this process or the keeper between
/// the two is. The error says why it could not be started, or that its keeper was killed.
Expected<Ended> run_program(const Command& command, Interrupts& interrupts,
                            const std::function<void()>& tick);

/// The path of the program according to PATH in that environment, or empty.
std::string find_program(const std::string& name,
                         const std::map<std::string, std::string>& environment);

/// The last lines of a log.
std::string tail_of(const std::string& log, std::size_t lines);

}  // namespace rmcp::recipe
