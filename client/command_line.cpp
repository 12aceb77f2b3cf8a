// SPDX-License-Identifier: MIT
// Parses the command line by CLI11. An error is one line and a hint.
#include "client/command_line.hpp"

#include "client/check_line.hpp"
#include "client/verbs/help.hpp"
#include "lib/text/spelling.hpp"
#include "lib/text/words.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace rmcp::client {
namespace {

NothingToRun complaint(std::string_view what) {
  return {Exit::usage, fmt::format("{}\nTry 'rmcpctl --help'.", what)};
}

/// CLI11 fills in the options and can tell afterwards which of them were given.
class Parser {
 public:
  Parser(CLI::App& app, Options& options) : app_(app), options_(options) {}

  void add_globals() { add_options(app_, global_options(), {}); }

  void add_verb(const Verb& verb) {
    auto& command = *app_.add_subcommand(std::string(verb.name));
    command.fallthrough();
    if (verb.arguments.most > 0 || !verb.actions.empty())
      command.add_option("ARGUMENT", options_.arguments);
    add_options(command, verb.options, {});
    for (const auto* action : verb.actions) add_options(command, action->options, action->name);
  }

  [[nodiscard]] std::vector<GivenOption> given() const {
    std::vector<GivenOption> out;
    for (const auto& [cli, row, action] : added_)
      if (cli->count() > 0) out.push_back({row, action, cli->results().back()});
    return out;
  }

 private:
  struct Added {
    const CLI::Option* cli;
    const Option* row;
    std::string_view action;
  };

  void add_options(CLI::App& app, std::span<const Option> options, std::string_view action) {
    for (const auto& option : options) {
      const auto* cli =
          std::visit([&](auto place) { return add(app, option, place); }, option.place);
      if (cli != nullptr) added_.push_back({cli, &option, action});
    }
  }

  /// `-H,--host`; `--json{pretty}` may be without a value and then has this one.
  static std::string cli_name(const Option& option) {
    const auto implied = option.implied.empty() ? "" : fmt::format("{{{}}}", option.implied);
    return fmt::format("{}{}{}{}", option.letter, option.letter.empty() ? "" : ",", option.name,
                       implied);
  }

  /// --help, which CLI11 provides itself.
  CLI::Option* add(CLI::App&, const Option&, std::monostate) { return nullptr; }
  CLI::Option* add(CLI::App& app, const Option& option, FieldOf<bool> field) {
    return app.add_flag(cli_name(option), field(options_));
  }
  CLI::Option* add(CLI::App& app, const Option& option, FieldOf<std::string> field) {
    auto& value = field(options_);
    return option.implied.empty() ? app.add_option(cli_name(option), value)->take_last()
                                  : app.add_flag(cli_name(option), value);
  }
  /// One value each: otherwise the words of a command would be taken as further values.
  CLI::Option* add(CLI::App& app, const Option& option, FieldOf<std::vector<std::string>> field) {
    return app.add_option(cli_name(option), field(options_))->allow_extra_args(false);
  }
  /// As text, so that check_line() refuses a bad one, in the words of this program.
  template <class Number>
  CLI::Option* add(CLI::App& app, const Option& option, FieldOf<Number> field) {
    const auto store = [this, field](const std::string& text) {
      field(options_) = static_cast<Number>(whole_number(text).value_or(0));
    };
    return app.add_option_function<std::string>(cli_name(option), store)->take_last();
  }

  CLI::App& app_;
  Options& options_;
  std::vector<Added> added_;
};

/// CLI11's error for an unexpected argument, in the words of this program.
std::string unexpected(const CLI::App& app) {
  const auto extras = app.remaining(true);
  const std::string word = extras.empty() ? "" : extras.front();
  if (word.starts_with("-")) return fmt::format("unknown option '{}'", word);
  if (!app.get_subcommands().empty()) return fmt::format("unexpected argument '{}'", word);
  std::vector<std::string_view> names;
  for (const auto* verb : verbs()) names.push_back(verb->name);
  const auto near = nearest(word, names);
  return near.empty() ? fmt::format("unknown verb '{}'", word)
                      : fmt::format("unknown verb '{}', did you mean '{}'?", word, near);
}

const Verb* chosen_verb(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? nullptr : find_verb(chosen.front()->get_name());
}

/// Help about the verb of this line, or about its action.
std::string help_for(const CLI::App& app, const Options& options) {
  const auto* verb = chosen_verb(app);
  if (verb == nullptr) return general_help();
  const auto* action =
      options.arguments.empty() ? nullptr : find(verb->actions, options.arguments.front());
  return verb_help(*verb, action);
}

/// CLI11 begins its messages with the option's name, and goes on in its own terms.
std::string option_of(const CLI::ParseError& error) {
  const std::string text = error.what();
  return text.substr(0, text.find(": "));
}

/// "Could not convert: --all = yes".
std::string flag_of(const CLI::ConversionError& error) {
  const std::string text = error.what();
  const auto begin = text.find("--");
  return begin == text.npos ? text : text.substr(begin, text.find(' ', begin) - begin);
}

std::optional<NothingToRun> parse(CLI::App& app, const Options& options, int argc,
                                  const char* const* argv) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return NothingToRun{Exit::ok, help_for(app, options)};
  } catch (const CLI::ExtrasError&) {
    return complaint(unexpected(app));
  } catch (const CLI::ArgumentMismatch& error) {
    return complaint(option_of(error) + ": missing value");
  } catch (const CLI::ConversionError& error) {  // of a flag: other values are texts
    return complaint(flag_of(error) + ": takes no value");
  } catch (const CLI::ParseError& error) {
    return complaint(error.what());
  }
  return std::nullopt;
}

/// For a verb that starts a command: the words after `--` belong to the command. Returns the number
/// of words before it.
int split_command(int argc, const char* const* argv, std::vector<std::string>& command) {
  const auto end = argv + argc;
  const auto dashes = std::find(argv, end, std::string_view("--"));
  const auto is_there = [&](const Verb* verb) {
    return verb->arguments.dashes && std::find(argv, dashes, verb->name) != dashes;
  };
  if (dashes == end || std::none_of(verbs().begin(), verbs().end(), is_there)) return argc;
  command.assign(dashes + 1, end);
  return static_cast<int>(dashes - argv);
}

}  // namespace

tl::expected<CommandLine, NothingToRun> parse_command_line(int argc, const char* const* argv) {
  CommandLine line;
  CLI::App app{"", "rmcpctl"};
  app.require_subcommand(0, 1);
  Parser parser(app, line.options);
  parser.add_globals();
  const int own = split_command(argc, argv, line.options.command);
  // Registering all verbs in CLI11 takes longer than the rest of `list`; only these can occur.
  for (const auto* verb : verbs())
    if (std::find(argv, argv + own, verb->name) != argv + own) parser.add_verb(*verb);

  if (auto nothing = parse(app, line.options, own, argv)) return tl::unexpected(*nothing);
  if (line.options.version) return tl::unexpected(NothingToRun{Exit::ok, version_line()});
  const auto* verb = chosen_verb(app);
  auto row = check_line(verb == nullptr ? *verbs().front() : *verb, line.options, parser.given());
  if (!row) return tl::unexpected(complaint(row.error().text));
  line.verb = *row;
  return line;
}

}  // namespace rmcp::client
