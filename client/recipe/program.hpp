// SPDX-License-Identifier: MIT
// Other programs: without a shell, their output in a log, and none of them outlives the build.
#pragma once
#include "client/recipe/signals.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace rmcp::recipe {

struct Command {
  std::vector<std::string> run;
  std::string directory;
  std::map<std::string, std::string> environment;  // all of it
  std::string log;                                 // stdout and stderr; written anew
};

struct Ended {
  int status = 0;  // as wait(2) has it
  bool ok() const { return status == 0; }
};
/// `exit status 2`, `killed by SIGSEGV`.
std::string to_string(const Ended& ended);

/// Calls `tick` about once a second. What the program has left running in its process group ends
/// with it: a step that is done changes nothing any more. A signal that `interrupts` sees ends the
/// program and all that it has started: SIGTERM, five seconds later SIGKILL. They are killed as
/// well when this process is. The error is why it could not even be tried.
tl::expected<Ended, std::string> run_program(const Command& command, Interrupts& interrupts,
                                             const std::function<void()>& tick);

/// The path of the program as PATH of that environment finds it, or empty.
std::string find_program(const std::string& name,
                         const std::map<std::string, std::string>& environment);

/// The last lines of a log.
std::string tail_of(const std::string& log, std::size_t lines);

}  // namespace rmcp::recipe
