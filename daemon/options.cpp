// SPDX-License-Identifier: MIT
// CLI11 does the parsing; systemd's directory variables give defaults.
#include "options.hpp"

#include "version.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <sstream>

namespace rmcp {
namespace {

constexpr int kUsage = 2;

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) {
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

/// What systemd sets for StateDirectory= and RuntimeDirectory=; of several the first.
void take_directory(const char* variable, std::string& path) {
  const char* value = std::getenv(variable);
  if (value != nullptr && *value != '\0') path = split(value, ':').front();
}

}  // namespace

ParsedOptions parse_options(int argc, char** argv) {
  Options options;
  std::string config_dirs;
  bool revert = false, offline = false;
  take_directory("STATE_DIRECTORY", options.paths.state);
  take_directory("RUNTIME_DIRECTORY", options.paths.runtime);

  CLI::App app("Applies policy to AMD GPUs as they come and go", "rmcpd");
  app.set_version_flag("--version", std::string("rmcpd ") + kVersion);
  app.add_option("--config-dirs", config_dirs,
                 "Folders with policy.d and profiles.d, the one that wins first (A:B:C)");
  app.add_option("--state-dir", options.paths.state, "Folder for what outlives a reboot");
  app.add_option("--runtime-dir", options.paths.runtime, "Folder for what does not");
  app.add_option("--log-level", options.log_level, "trace, debug, info, warning or error");
  auto* revert_flag = app.add_flag("--revert", revert,
                                   "Put back what was there before rmcpd, without a bus, and exit");
  app.add_flag("--offline", offline, "Answer a question in JSON, without a bus, and exit")
      ->excludes(revert_flag);
  app.add_option("arguments", options.arguments,
                 "With --offline: list, show, plan, knobs, profiles, config-check ...");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return {std::nullopt, app.exit(error) == 0 ? 0 : kUsage};
  }
  if (!config_dirs.empty()) options.paths.config = split(config_dirs, ':');
  if (revert) options.action = Options::Action::revert;
  if (offline) options.action = Options::Action::offline;
  return {options, 0};
}

}  // namespace rmcp
