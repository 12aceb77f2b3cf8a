// SPDX-License-Identifier: MIT
// The request for the variables of a program: devices, runtime, and this user's folders.
#pragma once
#include "client/inspect/started.hpp"
#include "lib/start/process_environment.hpp"
#include "lib/text/failure.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp::client {

/// The default devices of programs, see lib/start/default_devices.hpp. The error is for people.
Expected<std::vector<ProcessDevice>> default_of(const std::vector<ProcessDevice>& devices);

/// The ROCm that would run: the library set's, else that of the program; and the GPU code of the
/// program, to which the set adds none.
ProcessRuntime find_runtime(const std::optional<LibrarySet>& set, const StartedProgram* program,
                            Files& files);

/// Of this user and this process.
ProcessRequest make_request(std::vector<ProcessDevice> devices, ProcessRuntime runtime);

}  // namespace rmcp::client
