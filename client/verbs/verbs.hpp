// SPDX-License-Identifier: MIT
// The verbs of rmcpctl: one function each, and the table that names them.
#pragma once
#include "client/command/context.hpp"
#include "client/command/option_table.hpp"

#include <span>
#include <string_view>

namespace rmcp::client {

enum class Takes {
  nothing,
  device,
  devices,
  settings,         // DEVICE KNOB=VALUE...
  device_knobs,     // DEVICE [KNOB...]
  device_profile,   // DEVICE [PROFILE]
  devices_command,  // [DEVICE...] -- COMMAND...
  knob,
  profile,
  config_action,
  library_action,  // [ACTION [NAME]]
  command          // -- COMMAND...
};

inline constexpr std::string_view kConfigActions[] = {"check", "show", "cat", "new", "capture"};

inline constexpr std::string_view kLibraryActions[] = {"list", "show",   "verify",
                                                       "add",  "remove", "build"};

/// `config new DEVICE`.
constexpr bool takes_device(std::string_view config_action) {
  return config_action == "new" || config_action == "capture";
}

struct Verb {
  std::string_view name;
  Takes takes;
  bool needs_daemon;  // cannot be done with --offline
  std::string_view help;
  std::span<const OptionHelp> options;  // its own
  Exit (*run)(Context&);
};

std::span<const Verb> verbs();
const Verb* find_verb(std::string_view name);

Exit run_list(Context&);
Exit run_status(Context&);
Exit run_show(Context&);
Exit run_plan(Context&);
Exit run_apply(Context&);
Exit run_confirm(Context&);
Exit run_revert(Context&);
Exit run_verify(Context&);
Exit run_set(Context&);
Exit run_unset(Context&);
Exit run_use(Context&);
Exit run_watch(Context&);
Exit run_wait(Context&);
Exit run_kernel(Context& context);
Exit run_knobs(Context&);
Exit run_profiles(Context&);
Exit run_reload(Context&);
Exit run_config(Context&);
Exit run_users(Context&);
Exit run_inspect(Context&);
Exit run_library(Context&);
Exit run_library_build(Context&);
Exit run_env(Context&);
Exit run_run(Context&);
Exit run_eject(Context&);

}  // namespace rmcp::client
