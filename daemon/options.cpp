// SPDX-License-Identifier: MIT
// Parses with getopt_long(3): a resident program does not need a library for sub-commands.
// systemd's directory variables give defaults.
#include "daemon/options.hpp"

#include "daemon/config/settings.hpp"
#include "daemon/version.hpp"
#include "lib/text/failure.hpp"
#include "lib/text/spelling.hpp"

#include <getopt.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string_view>

namespace rmcp {
namespace {

constexpr int kUsageStatus = 2;

constexpr const char* kHelp =
    "Applies policy to AMD GPUs as they come and go.\n\n"
    "Usage: rmcpd [OPTION...]\n"
    "       rmcpd --revert|--release\n"
    "       rmcpd --offline QUESTION [ARGUMENT]\n\n"
    "Options:\n"
    "  --config-dirs=A:B:C   Folders with policy.d and profiles.d, highest precedence first\n"
    "  --modprobe-dirs=A:B   Folders like modprobe's; rmcp.conf in the first is written\n"
    "  --program-dirs=A:B    Where to look for the tool that rebuilds the initramfs\n"
    "  --os-release=FILE     The os-release file of the distribution\n"
    "  --state-dir=FOLDER    For data that outlives a reboot\n"
    "  --runtime-dir=FOLDER  For data that does not\n"
    "  --log-level=LEVEL     trace, debug, info, warning or error\n"
    "  --revert              Put the original values back, without a daemon, and exit\n"
    "  --release             Give manual fans back to the card, without a bus, and exit\n"
    "  --offline             Answer a question in JSON, without a bus, and exit: list, known,\n"
    "                        show, plan, get, kernel, knobs, profiles, new, capture,\n"
    "                        config-check, config-show, config-cat\n"
    "  -h, --help            This help\n"
    "  --version             The version\n\n"
    "See rmcpd(8) for more.\n";

enum Choice {
  config_dirs = 256,
  modprobe_dirs,
  program_dirs,
  os_release,
  state_dir,
  runtime_dir,
  log_level,
  revert,
  release,
  offline,
  version
};

const option kOptions[] = {
    {"config-dirs", required_argument, nullptr, config_dirs},
    {"modprobe-dirs", required_argument, nullptr, modprobe_dirs},
    {"program-dirs", required_argument, nullptr, program_dirs},
    {"os-release", required_argument, nullptr, os_release},
    {"state-dir", required_argument, nullptr, state_dir},
    {"runtime-dir", required_argument, nullptr, runtime_dir},
    {"log-level", required_argument, nullptr, log_level},
    {"revert", no_argument, nullptr, revert},
    {"release", no_argument, nullptr, release},
    {"offline", no_argument, nullptr, offline},
    {"version", no_argument, nullptr, version},
    {"help", no_argument, nullptr, 'h'},
    {},
};

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) {
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

/// The value that systemd sets for StateDirectory=; of several the first.
void use_directory(const char* variable, std::string& path) {
  const char* value = std::getenv(variable);
  const auto folders = split(value != nullptr ? value : "", ':');
  if (!folders.empty()) path = folders.front();
}

/// The unit asks for rmcpd's own folder with some inside it, and for a shared one. systemd lists
/// them sorted by name (src/core/execute.c: exec_directory_sort): rmcpd's own is before those
/// inside it, and the shared one is identified by its name. Without it, no files of other systems
/// are touched.
void use_runtime_directory(sys::Paths& paths) {
  const char* value = std::getenv("RUNTIME_DIRECTORY");
  const auto folders = split(value != nullptr ? value : "", ':');
  const auto is_shared = [](const std::string& folder) { return folder.ends_with("/cdi"); };
  const auto own = std::find_if_not(folders.begin(), folders.end(), is_shared);
  const auto shared = std::find_if(folders.begin(), folders.end(), is_shared);
  if (own == folders.end()) return;
  paths.runtime = *own;
  paths.cdi = shared != folders.end() ? *shared : paths.runtime + "/cdi";
}

ParsedOptions complain(const std::string& what) {
  std::fprintf(stderr, "rmcpd: %s\nTry 'rmcpd --help'.\n", what.c_str());
  return {std::nullopt, kUsageStatus};
}

ParsedOptions say(const std::string& text) {
  std::fputs(text.c_str(), stdout);
  return {std::nullopt, 0};
}

/// The error in the option, or nothing.
Failure apply_option(int choice, const std::string& value, Options& options) {
  const auto act = [&options](Options::Action action) -> Failure {
    if (options.action != Options::Action::serve && options.action != action)
      return "--revert, --release and --offline exclude each other";
    options.action = action;
    return {};
  };
  switch (choice) {
    case config_dirs:
      options.paths.config = split(value, ':');
      return options.paths.config.empty() ? Failure("--config-dirs: no folder given") : Failure();
    case modprobe_dirs:
      options.paths.modprobe = split(value, ':');
      return options.paths.modprobe.empty() ? Failure("--modprobe-dirs: no folder given")
                                            : Failure();
    case program_dirs:
      options.paths.programs = split(value, ':');
      return {};
    case os_release:
      options.paths.os_release = {value};
      return {};
    case state_dir:
      options.paths.state = value;
      return {};
    case runtime_dir:
      options.paths.runtime = value;
      // Files of another system do not belong to this one.
      options.paths.cdi = value + "/cdi";
      options.paths.generated = value + "/generator";
      return {};
    case log_level:
      options.log_level = value;
      if (std::ranges::count(config::kLogLevels, value) != 0) return {};
      return "--log-level: " + not_one_of(value, config::kLogLevels);
    case release:
      return act(Options::Action::release);
    case revert:
      return act(Options::Action::revert);
    default:
      return act(Options::Action::offline);
  }
}

}  // namespace

ParsedOptions parse_options(int argc, char** argv) {
  Options options;
  use_directory("STATE_DIRECTORY", options.paths.state);
  use_runtime_directory(options.paths);
  opterr = 0;
  for (;;) {
    const int word = optind;
    const int choice = getopt_long(argc, argv, ":h", kOptions, nullptr);
    if (choice == -1) break;
    if (choice == 'h') return say(kHelp);
    if (choice == version) return say(std::string("rmcpd ") + kVersion + "\n");
    if (choice == ':') return complain(std::string(argv[word]) + ": missing value");
    if (choice == '?') return complain(std::string(argv[word]) + ": unknown or ambiguous option");
    if (const auto wrong = apply_option(choice, optarg != nullptr ? optarg : "", options))
      return complain(wrong.text);
  }
  options.arguments.assign(argv + optind, argv + argc);
  if (options.action != Options::Action::offline && !options.arguments.empty())
    return complain("unexpected argument '" + options.arguments.front() + "'");
  return {options, 0};
}

}  // namespace rmcp
