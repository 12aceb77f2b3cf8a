// SPDX-License-Identifier: MIT
// Starts a command on devices: every decision is made before anything is done.
#pragma once
#include "client/inspect/set_use.hpp"
#include "client/launch/mount.hpp"
#include "lib/start/process_environment.hpp"
#include "lib/text/failure.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp::client {

struct StartQuestion {
  std::vector<std::string> command;
  std::vector<std::string> targets;
  std::optional<StartMode> mode;       // nothing: any mode that gives the program the whole set
  std::vector<ProcessDevice> devices;  // at least one
};

struct StartPlan {
  StartMode mode = StartMode::as_is;
  ProcessEnvironment environment;
  std::vector<BindMount> mounts;
  std::vector<std::string> notes;  // of the program and of the mode
};

/// The error is for people.
Expected<StartPlan> plan_start(const StartQuestion& question);

struct StartFailure {
  std::string why;
  int error = 0;  // errno of execvp(3); 0: it was not reached
};

/// Becomes the command. Returns only on failure.
StartFailure start(const StartPlan& plan, const std::vector<std::string>& command);

}  // namespace rmcp::client
