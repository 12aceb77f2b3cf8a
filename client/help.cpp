// SPDX-License-Identifier: MIT
// The text of --help, from the table of verbs.
#include "client/help.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

constexpr std::string_view kDevices =
    "DEVICE is a PCI address (0000:03:00.0 or 03:00.0), card1, renderD128, the first\n"
    "digits of a unique id or a pattern for the name (\"*RX 6600*\").\n";

std::string_view arguments_of(const Verb& verb) {
  switch (verb.takes) {
    case Takes::device:
      return verb.name == "eject" ? " DEVICE" : " [DEVICE]";
    case Takes::devices:
      return " [DEVICE...]";
    case Takes::settings:
      return " DEVICE KNOB=VALUE...";
    case Takes::device_knobs:
      return " DEVICE [KNOB...]";
    case Takes::device_profile:
      return " DEVICE [PROFILE]";
    case Takes::devices_command:
      return " [DEVICE...] -- COMMAND...";
    case Takes::knob:
    case Takes::profile:
      return " [NAME]";
    case Takes::config_action:
      return " ACTION [DEVICE]";
    case Takes::library_action:
      return " [ACTION [NAME]]";
    case Takes::command:
      return " [--] COMMAND...";
    case Takes::nothing:
      break;
  }
  return "";
}

bool takes_devices(const Verb& verb) {
  return verb.takes == Takes::command || (verb.takes != Takes::nothing && verb.takes < Takes::knob);
}

}  // namespace

std::string general_help() {
  std::string text =
      "Shows and controls the settings that rmcpd applies to AMD GPUs.\n\n"
      "Usage: rmcpctl [OPTION...] [VERB] [ARGUMENT...]\n\nVerbs:\n";
  for (const auto& verb : verbs())
    text +=
        fmt::format("  {:<26} {}\n", fmt::format("{}{}", verb.name, arguments_of(verb)), verb.help);
  return text + fmt::format("\nOptions:\n{}\n{}See rmcpctl(1) for more.\n",
                            option_lines(global_options()), kDevices);
}

std::string verb_help(const Verb& verb) {
  auto text = fmt::format("{}.\n\nUsage: rmcpctl {}{}{}\n\nOptions:\n", verb.help, verb.name,
                          verb.options.empty() ? "" : " [OPTION...]", arguments_of(verb));
  text += option_lines(verb.options) + option_lines(global_options());
  return takes_devices(verb) ? text + fmt::format("\n{}", kDevices) : text;
}

}  // namespace rmcp::client
