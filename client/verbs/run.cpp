// SPDX-License-Identifier: MIT
// env, run: the environment for programs on devices. Decided and used here, with the caller's
// rights.
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

struct EnvOptions {
  std::string format;  // empty: not given
  std::vector<std::string> targets;
};

struct RunOptions {
  std::string mode;  // empty: not given
  std::vector<std::string> targets;
};

/// The exit statuses of env(1) and others for a command that could not be started.
constexpr int kNotFound = 127, kNotExecutable = 126;

Expected<std::vector<ProcessDevice>> chosen_devices(Context& context, BusSource& daemon) {
  auto shown = daemon.show(context.options().arguments);
  if (!shown) return tl::unexpected(shown.error());
  auto devices = process_devices(devices_of(items(*shown, "devices")));
  if (!context.options().arguments.empty()) return devices;
  auto usual = default_of(devices);
  if (!usual) return tl::unexpected(usual.error());
  return std::move(*usual);
}

/// Only on a terminal: scripts can use rmcpctl env.
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
  if (!targets.empty())  // an unknown program is judged only by its libraries
    if (auto found = examine_command({"/proc/self/exe"}, targets, files))
      program = std::move(*found);
  const auto set = devices.front().set;
  return make_environment(
      make_request(devices, find_runtime(set, program ? &*program : nullptr, files)));
}

Exit run_env(Context& context, BusSource& daemon) {
  const auto devices = chosen_devices(context, daemon);
  if (!devices) return complain(devices.error());
  const auto& options = context.options();
  const auto& own = options.own<EnvOptions>();
  const auto made = environment_of(*devices, own.targets);
  const auto format = options.json()
                          ? EnvironmentFormat::json
                          : parse_environment_format(own.format).value_or(EnvironmentFormat::sh);
  if (format == EnvironmentFormat::json) {
    print(to_text(to_json(made), options.json() ? options.format() : Format::json_pretty));
  } else if (!made.hindrance) {
    print(to_text(made, format));
  }
  if (!made.hindrance) return Exit::ok;
  complain(as_failure(made.hindrance));
  return Exit::failed;
}

std::string check_run(const Options& options) {
  return options.command.empty() ? "run: missing -- COMMAND" : "";
}

Exit run_run(Context& context, BusSource& daemon) {
  const auto devices = chosen_devices(context, daemon);
  if (!devices) return complain(devices.error());
  const auto& command = context.options().command;
  const auto& own = context.options().own<RunOptions>();
  const auto plan = plan_start({.command = command,
                                .targets = own.targets,
                                .mode = parse_start_mode(own.mode),
                                .devices = *devices});
  if (!plan) {
    complain(plan.error());
    return Exit::failed;
  }
  tell(*plan);
  const auto failure = start(*plan, command);
  complain(failure.why);
  if (failure.error == 0) return Exit::failed;
  return static_cast<Exit>(failure.error == ENOENT ? kNotFound : kNotExecutable);
}

constexpr Option kEnvOptions[] = {{.name = "--format",
                                   .value = "=FORM",
                                   .help = "sh (default), json, systemd or null",
                                   .choices = "sh json systemd null",
                                   .place = place<&EnvOptions::format>},
                                  {.name = "--target",
                                   .value = "=DIR",
                                   .help = "Choose by the GPU code in DIR: torch/lib",
                                   .word = Word::folder,
                                   .place = place<&EnvOptions::targets>}};

constexpr Option kRunOptions[] = {{.name = "--mode",
                                   .value = "=MODE",
                                   .help = "How to load the library set (default: auto)",
                                   .choices = "auto path preload mount",
                                   .place = place<&RunOptions::mode>},
                                  {.name = "--target",
                                   .value = "=DIR",
                                   .help = "Include libraries opened later, in DIR: torch/lib",
                                   .word = Word::folder,
                                   .place = place<&RunOptions::targets>}};

}  // namespace

extern constexpr Verb kEnvVerb{.name = "env",
                               .help = "Print the environment for programs on devices",
                               .arguments = kDevices,
                               .options = kEnvOptions,
                               .local = kReadsProcesses,
                               .run = run_env,
                               .output = Output::document,
                               .example = "eval \"$(rmcpctl env egpu)\""};

extern constexpr Verb kRunVerb{.name = "run",
                               .help = "Start a program on devices, as policy says",
                               .arguments = {"[DEVICE...] -- CMD...", Word::device, Word::device, 0,
                                             kMany, "", /*dashes=*/true},
                               .options = kRunOptions,
                               .local = kReadsProcesses,
                               .check = check_run,
                               .run = run_run,
                               .output = Output::other,
                               .example = "rmcpctl run egpu -- ./server"};

}  // namespace rmcp::client
