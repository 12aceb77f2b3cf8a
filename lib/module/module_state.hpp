// SPDX-License-Identifier: MIT
// The state of each parameter of the module: configured, loaded, in the initramfs, on the kernel
// command line, in another program's file; which value wins, and what remains to be done.
#pragma once
#include "lib/module/initramfs.hpp"
#include "lib/module/module_plan.hpp"
#include "lib/module/probe_module.hpp"
#include "lib/module/probe_policy.hpp"
#include "lib/plan/plan.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rmcp {

/// What is known of the present binding of each card, by address: one for each way.
using ProbeLists = std::map<std::string, std::vector<ProbedWith>, std::less<>>;

/// A card that rules of rmcp_devparam may be about, or must not be: held ones are among them.
struct ProbeCard {
  std::string id, name;  // as of DeviceDesired
  PciAddress address;    // the last one of a card that is not present
  PciIds pci;
  std::optional<GfxTarget> gfx;
  bool present = false;
};

/// The parameters found on this machine. Read by backend/module_parameter.
struct ModuleFound {
  std::optional<KernelVersion> kernel;
  std::string release;        // uname -r
  std::uint64_t tainted = 0;  // the kernel's flags
  bool loaded = false;        // amdgpu is present
  bool built_in = false;      // and is not a module: modprobe.d does not affect it
  std::map<std::string, std::string, std::less<>> values;  // shown by sysfs, by name
  std::map<std::string, bool, std::less<>> writable;       // sysfs allows a write to the file
  std::vector<ModuleOption> options;  // of modprobe.d, the last of a name counts
  std::map<std::string, std::string, std::less<>> command_line;
  std::optional<InitramfsStamp> initramfs;  // of the running kernel; nothing: unknown
  Distribution distribution;
  std::string own_file;    // path of rmcpd's file, existing or not
  std::string own_text;    // its present text; empty: there is none
  std::string own_error;   // why the last write failed; empty: it did not
  bool read_only = false;  // because its folder is
  ProbeModule probe;
  std::string probe_error;  // why the last write of its policy failed
  ProbeLists probed;
  std::vector<ProbeCard> cards;  // filled in by the reader's caller
};

/// The place where a value has to be set for the driver to see it.
enum class Route {
  sysfs,
  modprobe,
  probe  // rmcp_devparam, for one card
};

struct ParameterState {
  DesiredParameter desired;
  Route route = Route::modprobe;
  StepState state = StepState::already;
  std::string reason;
  bool stored = false;        // belongs into our modprobe.d file
  bool writable = false;      // sysfs allows a write
  bool needs_reboot = false;  // it is stored, and not in force
  Risk risk = Risk::safe;
  std::string found;  // with a failed write to sysfs: the value read back
};

/// A parameter that is set somewhere: a row of `rmcpctl kernel`.
struct ParameterRow {
  std::string name;
  std::string configured;    // rmcpd's value; empty: not in policy
  std::string origin;        // of the setting: 20-egpu.toml:7
  std::string device;        // that wants it; empty: all
  std::string loaded;        // empty: amdgpu is not loaded, or sysfs does not show it
  std::string initramfs;     // "unknown" without a stamp; empty: not in there
  std::string command_line;  // empty: not there
  std::string other;         // FILE:LINE: VALUE in another file, the last one that counts
  std::string wins;          // policy, kernel command line, FILE:LINE, initramfs, default
  std::string state;         // of the setting; empty without one
  std::string note;
};

/// A parameter of one card: wanted for it alone, or one that it was probed with.
struct ProbeRow {
  std::string name;
  std::string device;   // its name
  std::string address;  // its slot, present or not
  std::string wanted;   // empty: nothing
  std::string origin;
  std::string probed;  // in its present binding; empty: not known, or what all devices have
  std::string way;     // module, rebind; empty without a value
  std::string state;   // of the setting; empty without one
  std::string note;
};

struct ModuleState {
  std::vector<ParameterState> parameters;  // wanted by policy, by name
  std::vector<ParameterRow> rows;
  std::vector<ProbeRow> probe_rows;
  bool per_card = false;      // rmcp_devparam can be used
  std::string probe_unused;   // why it is not in use; empty: it is
  std::string probe_problem;  // why its policy is not as it should be
  std::vector<ProbeCard> cards;
  ProbeLists probed;
  std::string kernel;                   // release
  std::string file;                     // rmcpd's file in modprobe.d
  std::string problem;                  // why it is not as it should be
  std::string rebuild;                  // command for the initramfs; empty: none is known
  std::vector<std::string> reboot_for;  // parameters that are stored and wait
  bool initramfs_stale = false;         // a stamp exists and differs from the file
  bool overdrive_taints = false;        // the kernel is tainted, likely by overdrive
};

/// Decisions by people and events about a risky value.
struct Permission {
  bool approved = false;
  std::string taken_back;  // the reason; empty: it was not
};
using Permitted =
    std::function<Permission(const DesiredParameter&)>;  // asked for Risk::confirm only

/// Judges each desired value by the state found: StepState::change means a write is due now.
std::vector<ParameterState> judge_parameters(const std::vector<DesiredParameter>& parameters,
                                             const ModuleFound& found, const Permitted& permitted);

/// The options of amdgpu for rmcpd's file: those of the parameters that are stored in it.
Assignments stored_options(const std::vector<ParameterState>& parameters);

/// The reason why a risky parameter is not stored, with the line to write and its table: no trial
/// could take it back before the next boot.
std::string missing_trust(const Setting& setting);

/// The whole state, as displayed.
ModuleState describe_module(std::vector<ParameterState> parameters, const ModuleFound& found);

/// The steps of the plan of the device with this id, for the parameters that it wants. `module` may
/// be null: not read yet.
std::vector<Step> parameter_steps(const Desired& desired, std::string_view id,
                                  const ModuleState* module);

}  // namespace rmcp
