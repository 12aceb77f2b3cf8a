// SPDX-License-Identifier: MIT
// The table of verbs; its order is that of --help.
#include "client/verbs/verbs.hpp"

namespace rmcp::client {
namespace {

constexpr OptionHelp kListOptions[] = {
    {"--all", "", "", "Also GPUs that were here once and are not now"}};
constexpr OptionHelp kPlanOptions[] = {
    {"--exit-code", "", "", "Exit with 3 when something would change"}};
constexpr OptionHelp kRevertOptions[] = {{"--keep", "", "", "Hold the devices over a reboot too"}};
constexpr OptionHelp kApplyOptions[] = {
    {"--revert-after", "", "=TIME", "Take all back after TIME (60s, 5min), or confirm"}};
constexpr OptionHelp kKeepOptions[] = {{"--keep", "", "", "Over reboots too"}};
constexpr OptionHelp kEjectOptions[] = {
    {"--force", "", "", "Also while it is in use, or not external"}};
constexpr OptionHelp kInspectOptions[] = {
    {"--device", "-d", "=DEVICE", "For this device alone; may be given again"},
    {"--target", "", "=DIR", "Look at libraries there, opened later: torch/lib"},
    {"--mode", "", "=MODE", "As run would start it: path, preload or mount", "path preload mount"},
    {"--pid", "", "=PID", "A process that runs instead of a command"}};
constexpr OptionHelp kEnvOptions[] = {
    {"--format", "", "=FORM", "sh (default), json, systemd or null", "sh json systemd null"},
    {"--target", "", "=DIR", "Decide by the GPU code in there: torch/lib"}};
constexpr OptionHelp kRunOptions[] = {
    {"--mode", "", "=MODE", "How a library set gets in; auto is the default",
     "auto path preload mount"},
    {"--target", "", "=DIR", "Look at libraries there, opened later: torch/lib"}};
constexpr OptionHelp kLibraryOptions[] = {
    {"--name", "", "=NAME", "what to call the set", "", "add"},
    {"--priority", "", "=N", "the highest is chosen by library = \"auto\" (0)", "", "add"},
    {"--match-gfx", "", "=GFX", "for these cards by itself; may be repeated", "", "add"},
    {"--dry-run", "", "", "show what would be done, and change nothing", "", "build"},
    {"--restart", "", "", "from the start, whatever has been done", "", "build"},
    {"--select", "", "=DEVICE", "let this device use the set; may be repeated", "", "build"}};
constexpr OptionHelp kWaitOptions[] = {
    {"--timeout", "", "=SEC", "Give up after so many seconds (30) and exit with 1"}};
constexpr OptionHelp kWatchOptions[] = {
    {"--lines", "", "", "One line for each event, also on a terminal"}};

constexpr Verb kVerbs[] = {
    {"list", Takes::nothing, false, "List GPUs and the state of policy on them (default)",
     kListOptions, run_list},
    {"status",
     Takes::device,
     false,
     "Show settings, their outcome and their origin",
     {},
     run_status},
    {"show", Takes::devices, false, "Show all properties of devices", {}, run_show},
    {"plan", Takes::devices, false, "Show what apply would change now", kPlanOptions, run_plan},
    {"apply", Takes::devices, true, "Apply policy, also to devices that are held", kApplyOptions,
     run_apply},
    {"confirm",
     Takes::devices,
     true,
     "Keep what apply --revert-after has applied",
     {},
     run_confirm},
    {"revert", Takes::devices, true, "Put original values back and hold the devices",
     kRevertOptions, run_revert},
    {"verify",
     Takes::devices,
     false,
     "Find what is not as policy wants it (exit 3)",
     {},
     run_verify},
    {"set", Takes::settings, true, "Set knobs of a device, above all policy files", kKeepOptions,
     run_set},
    {"unset", Takes::device_knobs, true, "Take away what set has set", {}, run_unset},
    {"use", Takes::device_profile, true, "Lay a profile over the rules; without one, none",
     kKeepOptions, run_use},
    {"watch", Takes::nothing, true, "Follow devices and events until interrupted", kWatchOptions,
     run_watch},
    {"wait", Takes::device, true, "Wait until devices have been handled", kWaitOptions, run_wait},
    {"kernel",
     Takes::nothing,
     false,
     "Show module parameters and where they are set",
     {},
     run_kernel},
    {"knobs", Takes::knob, false, "List what can be set, or explain one knob", {}, run_knobs},
    {"profiles",
     Takes::profile,
     false,
     "List the profiles of the policy, or show one",
     {},
     run_profiles},
    {"reload", Takes::nothing, true, "Read the policy again and apply it", {}, run_reload},
    {"config",
     Takes::config_action,
     false,
     "check, show, cat; new or capture DEVICE",
     {},
     run_config},
    {"env", Takes::devices, true, "Print the variables to start programs with", kEnvOptions,
     run_env},
    {"run", Takes::devices_command, true, "Start a program on devices, as policy wants it",
     kRunOptions, run_run},
    {"library", Takes::library_action, false, "list, show, verify, add, remove, build library sets",
     kLibraryOptions, run_library},
    {"inspect", Takes::command, false, "Show which ROCm a program would load, and why",
     kInspectOptions, run_inspect},
    {"users", Takes::device, false, "Show which processes hold GPUs open", {}, run_users},
    {"eject", Takes::device, true, "Let a GPU go, so that it can be unplugged", kEjectOptions,
     run_eject},
};

}  // namespace

std::span<const Verb> verbs() { return kVerbs; }

const Verb* find_verb(std::string_view name) {
  for (const auto& verb : kVerbs)
    if (verb.name == name) return &verb;
  return nullptr;
}

}  // namespace rmcp::client
