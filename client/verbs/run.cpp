// SPDX-License-Identifier: MIT
// env, run: what programs on devices are started with. Decided and done here, as the caller.
#include "client/document/device.hpp"
#include "client/document/json.hpp"
#include "client/launch/formats.hpp"
#include "client/launch/request.hpp"
#include "client/launch/start.hpp"
#include "client/verbs/verbs.hpp"
#include "lib/records/process_device.hpp"
#include "lib/start/gfx_start.hpp"

#include <unistd.h>

#include <cerrno>

namespace rmcp::client {
namespace {

/// As env(1) and others have it for a command that could not be started.
constexpr int kNotFound = 127, kNotExecutable = 126;

Expected<std::vector<ProcessDevice>> chosen_devices(Context& context) {
  auto daemon = context.daemon();
  if (!daemon) return tl::unexpected(daemon.error());
  auto shown = (*daemon)->show(context.options().arguments);
  if (!shown) return tl::unexpected(shown.error());
  auto devices = process_devices(devices_of(items(*shown, "devices")));
  if (!context.options().arguments.empty()) return devices;
  auto usual = default_of(devices);
  if (!usual) return tl::unexpected(Error{std::string(kErrorFailed), usual.error()});
  return std::move(*usual);
}

/// On a terminal only: scripts have rmcpctl env to ask.
void tell(const StartPlan& plan) {
  if (::isatty(STDERR_FILENO) == 0) return;
  for (const auto& v : plan.environment.set)
    if (v.name.starts_with("HSA_OVERRIDE")) complain(v.name + "=" + v.value + ": " + v.why);
  for (const auto& note : plan.environment.notes) complain(note);
  for (const auto& note : plan.notes) complain(note);
}

ProcessEnvironment environment_of(const std::vector<ProcessDevice>& devices,
                                  const std::vector<std::string>& targets) {
  DiskFiles files;
  std::optional<StartedProgram> program;
  if (!targets.empty())  // of a program that is not known: its libraries alone
    if (auto found = look_at_command({"/proc/self/exe"}, targets, files))
      program = std::move(*found);
  const auto set = devices.front().set;
  return make_environment(
      make_request(devices, find_runtime(set, program ? &*program : nullptr, files)));
}

}  // namespace

Exit run_env(Context& context) {
  const auto devices = chosen_devices(context);
  if (!devices) return complain(devices.error());
  const auto& options = context.options();
  const auto made = environment_of(*devices, options.targets);
  const auto format =
      options.json()
          ? EnvironmentFormat::json
          : parse_environment_format(options.environment_format).value_or(EnvironmentFormat::sh);
  if (format == EnvironmentFormat::json) {
    print(to_text(to_json(made), options.json() ? options.format : Format::json_pretty));
  } else if (made.error.empty()) {
    print(to_text(made, format));
  }
  if (made.error.empty()) return Exit::ok;
  complain(made.error);
  return Exit::failed;
}

Exit run_run(Context& context) {
  const auto devices = chosen_devices(context);
  if (!devices) return complain(devices.error());
  const auto& options = context.options();
  const auto plan = plan_start({.command = options.command,
                                .targets = options.targets,
                                .mode = parse_start_mode(options.mode),
                                .devices = *devices});
  if (!plan) {
    complain(plan.error());
    return Exit::failed;
  }
  tell(*plan);
  const auto failure = start(*plan, options.command);
  complain(failure.why);
  if (failure.error == 0) return Exit::failed;
  return static_cast<Exit>(failure.error == ENOENT ? kNotFound : kNotExecutable);
}

}  // namespace rmcp::client
