// SPDX-License-Identifier: MIT
// help, version, and the text of --help, from the table of verbs.
#include "client/verbs/help.hpp"

#include "client/version.hpp"
#include "lib/text/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::client {
namespace {

constexpr std::string_view kDeviceNote =
    "DEVICE is an alias, a PCI address (0000:03:00.0 or 03:00.0), card1, renderD128,\n"
    "the first digits of a unique id or a pattern for the name (\"*RX 6600*\").\n";

std::string with_arguments(std::string name, const Verb& row) {
  const auto usage = row.arguments.usage;
  return fmt::format("{}{}{}", name, usage.empty() ? "" : " ", usage);
}

std::string usage_of(const Verb& verb) { return with_arguments(std::string(verb.name), verb); }

/// True if this holds for the row, or for one of its actions.
template <class Predicate>
bool any_row(const Verb& row, Predicate predicate) {
  const auto holds = [&](const Verb* action) { return predicate(*action); };
  return (row.actions.empty() && predicate(row)) ||
         std::any_of(row.actions.begin(), row.actions.end(), holds) ||
         (!std::holds_alternative<std::monostate>(row.run) && predicate(row));
}

bool can_be_remote(const Verb& row) { return row.local.empty(); }
bool has_folders(const Verb& row) { return !row.needs_daemon() && row.output != Output::other; }
/// Verbs that read nothing but files never ask the daemon.
bool may_ask(const Verb& row) { return has_folders(row) && row.local != kReadsFiles; }
bool has_document(const Verb& row) { return row.output != Output::other; }
bool has_table(const Verb& row) { return row.output == Output::table; }

/// `row` is the verb, or an action of it.
bool is_useful(const Option& option, const Verb& verb, const Verb& row) {
  const bool files_only = verb.local == kReadsFiles;
  switch (option.useful_for) {
    case UsefulFor::none:
      return false;
    case UsefulFor::documents:
      return any_row(row, has_document);
    case UsefulFor::tables:
      return any_row(row, has_table);
    case UsefulFor::remote_verbs:
      return verb.local.empty() && any_row(row, can_be_remote);
    case UsefulFor::askers:
      return !files_only && any_row(row, may_ask);
    case UsefulFor::readers:
      return any_row(row, has_folders);
    default:
      return true;
  }
}

std::string global_option_lines(const Verb& verb, const Verb& row) {
  std::string text;
  for (const auto& option : global_options())
    if (is_useful(option, verb, row)) text += option_lines({&option, 1});
  return text;
}

/// Options of the verb and of its actions; of an action, those that it takes from another too.
std::string own_option_lines(const Verb& verb, const Verb* chosen) {
  auto text = option_lines(verb.options);
  for (const auto* action : verb.actions) {
    const bool wanted = chosen == nullptr || action == chosen || action->name == chosen->also;
    if (wanted) text += option_lines(action->options, chosen == nullptr ? action->name : "");
  }
  return text;
}

bool speaks_of_devices(const Verb& row) {
  const auto& takes = row.arguments;
  return takes.first == Word::device || takes.rest == Word::device ||
         std::any_of(row.options.begin(), row.options.end(),
                     [](const Option& option) { return option.word == Word::device; }) ||
         std::any_of(row.actions.begin(), row.actions.end(),
                     [](const Verb* action) { return speaks_of_devices(*action); });
}

std::string action_lines(const Verb& verb) {
  std::string text;
  for (const auto* action : verb.actions)
    text += fmt::format("  {:<26} {}\n", usage_of(*action), action->help);
  return text.empty() ? text : fmt::format("Actions:\n{}\n", text);
}

std::string example_lines(const Verb& verb, const Verb& row) {
  std::string text;
  auto rest = row.example.empty() ? verb.example : row.example;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    text += fmt::format("  {}\n", rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return text.empty() ? text : fmt::format("\nExample:\n{}", text);
}

Exit unknown(std::string_view what, const std::string& name, Verbs among) {
  std::vector<std::string_view> names;
  for (const auto* row : among) names.push_back(row->name);
  const auto near = nearest(name, names);
  complain(near.empty()
               ? fmt::format("help: {}: no such {}", name, what)
               : fmt::format("help: {}: no such {}; did you mean '{}'?", name, what, near));
  return Exit::usage;
}

Exit run_help(Context& context) {
  const auto& words = context.options().arguments;
  if (words.empty()) {
    print(general_help());
    return Exit::ok;
  }
  const auto* verb = find_verb(words.front());
  if (verb == nullptr) return unknown("verb", words.front(), verbs());
  const auto* action = words.size() > 1 ? find(verb->actions, words[1]) : nullptr;
  if (action == nullptr && words.size() > 1) return unknown("action", words[1], verb->actions);
  print(verb_help(*verb, action));
  return Exit::ok;
}

Exit run_version(Context&) {
  print(version_line());
  return Exit::ok;
}

}  // namespace

std::string general_help() {
  std::string text =
      "Shows and controls the settings that rmcpd applies to AMD GPUs.\n\n"
      "Usage: rmcpctl [OPTION...] [VERB] [ARGUMENT...]\n\nVerbs:\n";
  for (const auto* verb : verbs())
    text += fmt::format("  {:<26} {}\n", usage_of(*verb), verb->help);
  return text + fmt::format(
                    "\nOptions:\n{}\n{}\"rmcpctl help VERB\" explains one verb; see rmcpctl(1) for "
                    "more.\n",
                    option_lines(global_options()), kDeviceNote);
}

std::string verb_help(const Verb& verb, const Verb* action) {
  const auto& row = action == nullptr ? verb : *action;
  const auto own = own_option_lines(verb, action);
  auto name =
      action == nullptr ? std::string(verb.name) : fmt::format("{} {}", verb.name, action->name);
  if (!own.empty()) name += " [OPTION...]";
  const auto text = fmt::format("{}.\n\nUsage: rmcpctl {}\n\n{}Options:\n{}{}{}", row.help,
                                with_arguments(name, row), action_lines(row), own,
                                global_option_lines(verb, row), example_lines(verb, row));
  return speaks_of_devices(row) ? text + fmt::format("\n{}", kDeviceNote) : text;
}

std::string version_line() { return fmt::format("rmcpctl {}\n", kVersion); }

extern constexpr Verb kHelpVerb{.name = "help",
                                .help = "Show this help, or that of a verb",
                                .arguments = {"[VERB [ACTION]]", Word::verb, Word::verb, 0, 2},
                                .local = "shows the help",
                                .run = run_help,
                                .output = Output::other,
                                .example = "rmcpctl help config new"};

extern constexpr Verb kVersionVerb{.name = "version",
                                   .help = "Show the version",
                                   .local = "shows the version",
                                   .run = run_version,
                                   .output = Output::other,
                                   .example = "rmcpctl version"};

}  // namespace rmcp::client
