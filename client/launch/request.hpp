// SPDX-License-Identifier: MIT
// From what the daemon says of devices to the question of what a program is started with.
#pragma once
#include "client/document/json.hpp"
#include "client/inspect/started.hpp"
#include "lib/start/process_environment.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp::client {

/// One element of Source::show's list.
ProcessDevice process_device(const Json& device);

/// The devices that programs get when none is named, see lib/start/default_devices.hpp. The error
/// is for people.
tl::expected<Json, std::string> default_devices(const Json& devices);

/// The ROCm that would run: the library set's, else that of the program; and the GPU code of the
/// program, to which the set adds none.
ProcessRuntime find_runtime(const std::optional<LibrarySet>& set, const StartedProgram* program,
                            Files& files);

/// Of this user and this process.
ProcessRequest make_request(const Json& devices, ProcessRuntime runtime);

}  // namespace rmcp::client
