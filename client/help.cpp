// SPDX-License-Identifier: MIT
// The text of --help, from the table of verbs.
#include "client/help.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::client {
namespace {

constexpr std::string_view kDeviceNote =
    "DEVICE is a PCI address (0000:03:00.0 or 03:00.0), card1, renderD128, the first\n"
    "digits of a unique id or a pattern for the name (\"*RX 6600*\").\n";

std::string usage_of(const Verb& verb) {
  const auto usage = verb.arguments.usage;
  return fmt::format("{}{}{}", verb.name, usage.empty() ? "" : " ", usage);
}

/// The options of the verb, then those of its actions.
std::string own_option_lines(const Verb& verb) {
  auto text = option_lines(verb.options);
  for (const auto* action : verb.actions) text += option_lines(action->options, action->name);
  return text;
}

bool speaks_of_devices(const Verb& verb) {
  return verb.arguments.first == Word::device ||
         std::any_of(verb.options.begin(), verb.options.end(),
                     [](const Option& option) { return option.word == Word::device; });
}

}  // namespace

std::string general_help() {
  std::string text =
      "Shows and controls the settings that rmcpd applies to AMD GPUs.\n\n"
      "Usage: rmcpctl [OPTION...] [VERB] [ARGUMENT...]\n\nVerbs:\n";
  for (const auto* verb : verbs())
    text += fmt::format("  {:<26} {}\n", usage_of(*verb), verb->help);
  return text + fmt::format("\nOptions:\n{}\n{}See rmcpctl(1) for more.\n",
                            option_lines(global_options()), kDeviceNote);
}

std::string verb_help(const Verb& verb) {
  const auto own = own_option_lines(verb);
  auto usage = usage_of(verb);
  if (!own.empty()) usage.insert(verb.name.size(), " [OPTION...]");
  const auto text = fmt::format("{}.\n\nUsage: rmcpctl {}\n\nOptions:\n{}{}", verb.help, usage, own,
                                option_lines(global_options()));
  return speaks_of_devices(verb) ? text + fmt::format("\n{}", kDeviceNote) : text;
}

}  // namespace rmcp::client
