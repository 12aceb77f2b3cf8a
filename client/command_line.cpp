// SPDX-License-Identifier: MIT
// The command line, by CLI11. Complaints are one line and a hint.
#include "client/command_line.hpp"

#include "client/help.hpp"
#include "client/inspect/set_use.hpp"
#include "client/launch/formats.hpp"
#include "client/verbs/verbs.hpp"
#include "client/version.hpp"
#include "lib/text/duration.hpp"
#include "lib/text/spelling.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <optional>

namespace rmcp::client {
namespace {

/// Words as they stand on the line, before they are checked.
struct GivenWords {
  std::string json, colour = "auto";
  std::optional<std::string> host, revert_after;
  bool no_legend = false, no_pager = false, version = false;
};

NothingToRun complaint(std::string_view what) {
  return {Exit::usage, fmt::format("{}\nTry 'rmcpctl --help'.", what)};
}

void add_globals(CLI::App& app, Options& options, GivenWords& words) {
  app.add_flag("--version", words.version);
  app.add_flag("--json{pretty}", words.json);
  app.add_flag("--color{always}", words.colour);
  app.add_flag("--no-legend", words.no_legend);
  app.add_flag("--no-pager", words.no_pager);
  app.add_flag("--offline", options.offline);
  app.add_option("--config-dirs", options.config_dirs);
  app.add_option("-H,--host", words.host);
}

void add_inspect(CLI::App& command, Options& options) {
  // One value each: else the command's words would be taken for more of them.
  command.add_option("-d,--device", options.devices)->allow_extra_args(false);
  command.add_option("--target", options.targets)->allow_extra_args(false);
  command.add_option("--mode", options.mode);
  command.add_option("--pid", options.pid);
}

void add_library_options(CLI::App& command, Options& options) {
  command.add_option("--name", options.set_name);
  command.add_option("--priority", options.priority);
  command.add_option("--match-gfx", options.match_gfx)->allow_extra_args(false);
  command.add_flag("--dry-run", options.dry_run);
  command.add_flag("--restart", options.restart);
  command.add_option("--select", options.select)->allow_extra_args(false);
}

void add_verb(CLI::App& app, const Verb& verb, Options& options, GivenWords& words) {
  auto* command = app.add_subcommand(std::string(verb.name));
  command->fallthrough();
  if (verb.takes != Takes::nothing) command->add_option("ARGUMENT", options.arguments);
  if (verb.name == "list") command->add_flag("--all", options.all);
  if (verb.name == "plan") command->add_flag("--exit-code", options.exit_code);
  if (verb.name == "revert" || verb.name == "set" || verb.name == "use")
    command->add_flag("--keep", options.keep);
  if (verb.name == "apply") command->add_option("--revert-after", words.revert_after);
  if (verb.name == "eject") command->add_flag("--force", options.force);
  if (verb.name == "watch") command->add_flag("--lines", options.lines);
  if (verb.takes == Takes::command) add_inspect(*command, options);
  if (verb.name == "env" || verb.name == "run")
    command->add_option("--target", options.targets)->allow_extra_args(false);
  if (verb.takes == Takes::library_action) add_library_options(*command, options);
  if (verb.name == "env") command->add_option("--format", options.environment_format);
  if (verb.name == "run") command->add_option("--mode", options.mode);
  if (verb.name == "wait") command->add_option("--timeout", options.timeout);
}

/// What CLI11 calls an argument that was not expected, in words of this program.
std::string unexpected(const CLI::App& app) {
  const auto extras = app.remaining(true);
  const std::string word = extras.empty() ? "" : extras.front();
  if (word.starts_with("-")) return fmt::format("unknown option '{}'", word);
  if (!app.get_subcommands().empty()) return fmt::format("unexpected argument '{}'", word);
  std::vector<std::string_view> names;
  for (const auto& verb : verbs()) names.push_back(verb.name);
  const auto near = nearest(word, names);
  return near.empty() ? fmt::format("unknown verb '{}'", word)
                      : fmt::format("unknown verb '{}', did you mean '{}'?", word, near);
}

NothingToRun help(const CLI::App& app) {
  for (const auto* command : app.get_subcommands())
    return {Exit::ok, verb_help(*find_verb(command->get_name()))};
  return {Exit::ok, general_help()};
}

std::optional<NothingToRun> parse(CLI::App& app, int argc, const char* const* argv) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return help(app);
  } catch (const CLI::ExtrasError&) {
    return complaint(unexpected(app));
  } catch (const CLI::ParseError& error) {
    return complaint(error.what());
  }
  return std::nullopt;
}

/// `run`: what stands after `--` belongs to the command that is started. How many words are ours.
int split_command(int argc, const char* const* argv, std::vector<std::string>& command) {
  const auto end = argv + argc;
  const auto dashes = std::find(argv, end, std::string_view("--"));
  if (dashes == end || std::find(argv, dashes, std::string_view("run")) == dashes) return argc;
  command.assign(dashes + 1, end);
  return static_cast<int>(dashes - argv);
}

std::string check_settings(const std::vector<std::string>& arguments) {
  if (arguments.size() < 2) return "set: say DEVICE KNOB=VALUE";
  for (auto it = arguments.begin() + 1; it != arguments.end(); ++it) {
    const auto equals = it->find('=');
    if (equals == std::string::npos || equals == 0)
      return fmt::format("set: '{}' is not KNOB=VALUE", *it);
  }
  return "";
}

std::string check_inspect(const Options& options) {
  if (options.pid == 0 && options.arguments.empty()) return "inspect: say a command, or --pid";
  if (options.pid != 0 && !options.arguments.empty())
    return "inspect: either a command or --pid, not both";
  if (options.pid != 0 && (!options.mode.empty() || !options.targets.empty()))
    return "inspect: --mode and --target are for a command, a process has been started";
  if (!options.mode.empty() && !parse_start_mode(options.mode))
    return fmt::format("--mode: '{}' is none of path, preload, mount", options.mode);
  return "";
}

std::string check_library(const Options& options) {
  const auto& arguments = options.arguments;
  const auto action = arguments.empty() ? std::string("list") : arguments.front();
  if (std::find(std::begin(kLibraryActions), std::end(kLibraryActions), action) ==
      std::end(kLibraryActions))
    return fmt::format("library: '{}' is none of {}", action, fmt::join(kLibraryActions, ", "));
  const bool needs_name = action != "list" && action != "verify";
  if (needs_name && arguments.size() < 2)
    return fmt::format("library {}: say which {}", action,
                       action == "add"     ? "folder"
                       : action == "build" ? "recipe"
                                           : "set");
  if (action != "build" && (options.dry_run || options.restart || !options.select.empty()))
    return "--dry-run, --restart and --select: belong to library build";
  const std::size_t most = action == "list" ? 1 : 2;
  if (arguments.size() > most) return fmt::format("unexpected argument '{}'", arguments[most]);
  return "";
}

std::string check_run(const Options& options) {
  if (options.command.empty()) return "run: say -- and a command";
  if (options.mode.empty() || options.mode == "auto" || parse_start_mode(options.mode)) return "";
  return fmt::format("--mode: '{}' is none of auto, path, preload, mount", options.mode);
}

std::string check_env(const Options& options) {
  if (options.environment_format.empty() || parse_environment_format(options.environment_format))
    return "";
  return fmt::format("--format: '{}' is none of sh, json, systemd, null",
                     options.environment_format);
}

/// The arguments that do not suit the verb, in words.
std::string check_arguments(const Options& options) {
  const auto& arguments = options.arguments;
  const auto takes = find_verb(options.verb)->takes;
  if (takes == Takes::command) return check_inspect(options);
  if (takes == Takes::library_action) return check_library(options);
  if (options.verb == "run" || options.verb == "env")
    if (auto wrong = options.verb == "run" ? check_run(options) : check_env(options);
        !wrong.empty())
      return wrong;
  const bool several =
      takes == Takes::devices || takes == Takes::devices_command || takes == Takes::settings ||
      takes == Takes::device_knobs || (takes == Takes::device_profile && arguments.size() == 2) ||
      (takes == Takes::config_action && arguments.size() == 2 && takes_device(arguments.front()));
  if (!several && arguments.size() > 1)
    return fmt::format("unexpected argument '{}'", arguments[1]);
  for (const auto& argument : arguments)
    if (argument.empty()) return fmt::format("{}: an argument is empty", options.verb);
  if (takes == Takes::settings) return check_settings(arguments);
  const bool needs_device =
      takes == Takes::device_knobs || takes == Takes::device_profile || options.verb == "eject";
  if (needs_device && arguments.empty()) return fmt::format("{}: say which device", options.verb);
  if (takes != Takes::config_action) return "";
  const auto action = arguments.empty() ? std::string() : arguments.front();
  if (takes_device(action) && arguments.size() == 1)
    return fmt::format("config {}: say which device", action);
  if (std::find(std::begin(kConfigActions), std::end(kConfigActions), action) !=
      std::end(kConfigActions))
    return "";
  return action.empty()
             ? "config: say check, show, cat, new or capture"
             : fmt::format("config: '{}' is none of {}", action, fmt::join(kConfigActions, ", "));
}

/// Another machine's name is a word of ssh's command line, and nothing of this machine goes with
/// it.
std::string check_host(const Options& options) {
  const auto is_unfit = [](unsigned char c) { return c <= ' ' || c == 0x7f; };
  const auto& host = options.host;
  if (host.empty() || host.starts_with("-") || std::any_of(host.begin(), host.end(), is_unfit))
    return fmt::format("--host: '{}' is not [USER@]HOST", host);
  if (options.offline) return "--offline: looks at this machine, cannot be done with --host";
  if (find_verb(options.verb)->takes == Takes::config_action)
    return fmt::format("{}: reads the files of this machine, cannot be done with --host",
                       options.verb);
  const auto& arguments = options.arguments;
  if (options.verb == "library" && !arguments.empty() && arguments.front() != "list" &&
      arguments.front() != "show")
    return fmt::format("library {}: reads the files of this machine, cannot be done with --host",
                       arguments.front());
  if (options.verb == "users" || options.verb == "eject" || options.verb == "inspect" ||
      options.verb == "run" || options.verb == "env")
    return fmt::format("{}: looks at the processes of this machine, cannot be done with --host",
                       options.verb);
  return "";
}

/// The rules that CLI11 does not check; an empty text when all is well.
std::string check_words(Options& options, const GivenWords& words) {
  if (words.json == "pretty" || words.json == "short")
    options.format = words.json == "short" ? Format::json_short : Format::json_pretty;
  else if (!words.json.empty())
    return fmt::format("--json: '{}' is neither pretty nor short", words.json);
  if (words.colour == "always" || words.colour == "never")
    options.colour = words.colour == "always" ? ColourMode::always : ColourMode::never;
  else if (words.colour != "auto")
    return fmt::format("--color: '{}' is none of auto, always, never", words.colour);
  if (!options.config_dirs.empty()) options.offline = true;
  options.legend = !words.no_legend;
  if (words.host) {
    options.host = *words.host;
    if (auto wrong = check_host(options); !wrong.empty()) return wrong;
  }
  if (options.offline && find_verb(options.verb)->needs_daemon)
    return fmt::format("{}: needs the daemon, cannot be done offline", options.verb);
  if (words.revert_after) {
    const auto seconds = parse_seconds(*words.revert_after);
    if (!seconds || *seconds < 5 || *seconds > 86'400)
      return fmt::format("--revert-after: '{}' is not a time from 5s to 24h", *words.revert_after);
    options.revert_after = static_cast<std::uint64_t>(*seconds);
  }
  if (!(options.timeout >= 0)) return "--timeout: must not be negative";
  return check_arguments(options);
}

}  // namespace

tl::expected<Options, NothingToRun> parse_command_line(int argc, const char* const* argv) {
  Options options;
  GivenWords words;
  CLI::App app{"", "rmcpctl"};
  app.require_subcommand(0, 1);
  add_globals(app, options, words);
  const int own = split_command(argc, argv, options.command);
  // To tell CLI11 of all verbs takes longer than the rest of `list`; it can only meet these.
  for (const auto& verb : verbs())
    if (std::find(argv, argv + own, verb.name) != argv + own) add_verb(app, verb, options, words);

  if (auto nothing = parse(app, own, argv)) return tl::unexpected(*nothing);
  if (words.version)
    return tl::unexpected(NothingToRun{Exit::ok, fmt::format("rmcpctl {}\n", kVersion)});
  for (const auto* command : app.get_subcommands()) options.verb = command->get_name();
  if (const auto wrong = check_words(options, words); !wrong.empty())
    return tl::unexpected(complaint(wrong));
  return options;
}

}  // namespace rmcp::client
