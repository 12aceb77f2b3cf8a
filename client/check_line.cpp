// SPDX-License-Identifier: MIT
// The rules that CLI11 does not check. Each check_...() returns an empty text if
// the line passes.
#include "client/check_line.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

namespace rmcp::client {
namespace {

/// A verb, and its action if the verb has actions.
struct Rows {
  const Verb* verb;
  const Verb* action = nullptr;

  [[nodiscard]] const Verb& last() const { return action == nullptr ? *verb : *action; }
  /// The name in the user's form: "library add".
  [[nodiscard]] std::string name() const {
    return action == nullptr ? std::string(verb->name)
                             : fmt::format("{} {}", verb->name, action->name);
  }
};

/// "a, b and c".
std::string join_words(const std::vector<std::string_view>& words, std::string_view last) {
  if (words.size() < 2) return fmt::format("{}", fmt::join(words, ""));
  return fmt::format("{} {} {}", fmt::join(words.begin(), words.end() - 1, ", "), last,
                     words.back());
}

std::vector<std::string_view> names_of(Verbs verbs) {
  std::vector<std::string_view> out;
  for (const auto* verb : verbs) out.push_back(verb->name);
  return out;
}

/// Takes the action off the arguments.
Expected<Rows> choose(const Verb& verb, std::vector<std::string>& arguments) {
  if (verb.actions.empty()) return Rows{&verb};
  const bool has_usual = !std::holds_alternative<std::monostate>(verb.run);
  if (arguments.empty() && has_usual) return Rows{&verb};
  const auto names = names_of(verb.actions);
  if (arguments.empty())
    return tl::unexpected(
        fmt::format("{}: missing action: {}", verb.name, join_words(names, "or")));
  const auto* action = find(verb.actions, arguments.front());
  if (action == nullptr)
    return tl::unexpected(fmt::format("{}: '{}' is not one of {}", verb.name, arguments.front(),
                                      fmt::join(names, ", ")));
  arguments.erase(arguments.begin());
  return Rows{&verb, action};
}

std::string check_values(std::span<const GivenOption> given) {
  for (const auto& [option, action, value] : given)
    if (auto wrong = why_unfit(*option, value); !wrong.empty()) return wrong;
  return "";
}

std::string check_machine(const Rows& rows, const Options& options) {
  if (options.host.empty()) return "";
  if (options.offline) return "--offline: reads this machine, cannot be used with --host";
  if (!rows.verb->local.empty())
    return fmt::format("{}: {} of this machine, cannot be used with --host", rows.verb->name,
                       rows.verb->local);
  if (!rows.last().local.empty())
    return fmt::format("{}: {} of this machine, cannot be used with --host", rows.name(),
                       rows.last().local);
  return "";
}

std::string check_daemon(const Rows& rows, const Options& options) {
  if (!options.offline || !rows.last().needs_daemon()) return "";
  return fmt::format("{}: needs the daemon, not available offline", rows.name());
}

/// Refuses options of any other action.
std::string check_actions(const Rows& rows, std::span<const GivenOption> given) {
  for (const auto& [option, action, value] : given) {
    if (action.empty() || action == rows.last().name || action == rows.last().also) continue;
    std::vector<std::string_view> names;
    for (const auto& other : find(rows.verb->actions, action)->options) names.push_back(other.name);
    return fmt::format("{}: only for {} {}", join_words(names, "and"), rows.verb->name, action);
  }
  return "";
}

std::string check_arguments(const Rows& rows, const std::vector<std::string>& words) {
  const auto& takes = rows.last().arguments;
  if (words.size() > takes.most) return fmt::format("unexpected argument '{}'", words[takes.most]);
  const bool has_empty = std::find(words.begin(), words.end(), "") != words.end();
  if (has_empty && takes.first != Word::command)
    return fmt::format("{}: an argument is empty", rows.name());
  if (words.size() < takes.least) return fmt::format("{}: {}", rows.name(), takes.missing);
  return "";
}

std::string check_own(const Verb& row, const Options& options) {
  return row.check == nullptr ? "" : row.check(options);
}

}  // namespace

Expected<const Verb*> check_line(const Verb& verb, Options& options,
                                 std::span<const GivenOption> given) {
  if (!options.config_dirs.empty()) options.offline = true;
  if (auto wrong = check_values(given); !wrong.empty()) return tl::unexpected(wrong);
  const auto rows = choose(verb, options.arguments);
  if (!rows) return tl::unexpected(rows.error());
  for (const auto& wrong : {check_machine(*rows, options), check_daemon(*rows, options),
                            check_actions(*rows, given), check_arguments(*rows, options.arguments)})
    if (!wrong.empty()) return tl::unexpected(wrong);
  if (auto wrong = check_own(rows->last(), options); !wrong.empty()) return tl::unexpected(wrong);
  return &rows->last();
}

}  // namespace rmcp::client
