// SPDX-License-Identifier: MIT
// Each parameter of the module: configured, loaded, in the initramfs, on the kernel command line,
// in somebody else's file; which of them wins, and what is left to do.
#pragma once
#include "lib/module/initramfs.hpp"
#include "lib/module/module_plan.hpp"
#include "lib/plan/plan.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rmcp {

/// What was found on this machine. Read by backend/module_parameter.
struct ModuleFound {
  std::optional<KernelVersion> kernel;
  std::string release;    // uname -r
  bool loaded = false;    // amdgpu is there
  bool built_in = false;  // and is no module: modprobe.d says nothing to it
  std::map<std::string, std::string, std::less<>> values;  // that sysfs shows, by name
  std::map<std::string, bool, std::less<>> writable;       // the file in sysfs takes a write
  std::vector<ModuleOption> options;  // of modprobe.d, the last of a name counts
  std::map<std::string, std::string, std::less<>> command_line;
  std::optional<InitramfsStamp> initramfs;  // of the running kernel; nothing: unknown
  Distribution distribution;
  std::string own_file;    // where ours is, or would be
  std::string own_text;    // as it is now; empty: there is none
  std::string own_error;   // why it could not be written, the last time; empty: it could
  bool read_only = false;  // because its folder is
};

/// Where a value has to be put so that the driver sees it.
enum class Route { sysfs, modprobe };

struct ParameterState {
  Demand demand;
  Route route = Route::modprobe;
  StepState state = StepState::already;
  std::string reason;
  bool stored = false;        // belongs into our modprobe.d file
  bool needs_reboot = false;  // it is there, and not in force
  Risk risk = Risk::safe;
  std::string found;  // with a failed write to sysfs: what was read back
};

/// A parameter that stands somewhere: a row of `rmcpctl kernel`.
struct ParameterRow {
  std::string name;
  std::string configured;    // ours; empty: not in policy
  std::string origin;        // of the setting: 20-egpu.toml:7
  std::string device;        // for which it is; empty: all
  std::string loaded;        // empty: amdgpu is not loaded, or sysfs does not show it
  std::string initramfs;     // "unknown" without a stamp; empty: not in there
  std::string command_line;  // empty: not there
  std::string other;         // FILE:LINE: VALUE of somebody else's file, the last that counts
  std::string wins;          // policy, kernel command line, FILE:LINE, initramfs, default
  std::string state;         // of the setting; empty without one
  std::string note;
};

struct ModuleState {
  std::vector<ParameterState> parameters;  // that policy wants, by name
  std::vector<ParameterRow> rows;
  std::string kernel;                   // release
  std::string file;                     // our modprobe.d file
  std::string problem;                  // why it is not as it should be
  std::string rebuild;                  // command for the initramfs; empty: none is known
  std::vector<std::string> reboot_for;  // parameters that are stored and wait
  bool initramfs_stale = false;         // a stamp is there and says something else than the file
};

/// What people and events have said about a risky value.
struct Permission {
  bool approved = false;
  std::string taken_back;  // why it was; empty: it was not
};
using Permitted = std::function<Permission(const Demand&)>;  // asked for Risk::confirm only

/// Judges each demand by what was found: StepState::change is what has to be written now.
std::vector<ParameterState> judge_parameters(const std::vector<Demand>& demands,
                                             const ModuleFound& found, const Permitted& permitted);

/// What our file has to hold: the options of the parameters that are stored in it.
Assignments stored_options(const std::vector<ParameterState>& parameters);

/// All of it as it is shown.
ModuleState describe_module(std::vector<ParameterState> parameters, const ModuleFound& found);

/// What the device with this id is told of the parameters that it wants, as steps of its plan.
/// `module` may be null: nobody has looked yet.
std::vector<Step> parameter_steps(const Desired& desired, std::string_view id,
                                  const ModuleState* module);

}  // namespace rmcp
