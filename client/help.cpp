// SPDX-License-Identifier: MIT
// What --help prints, from the table of verbs.
#include "help.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

constexpr std::string_view kGlobalOptions =
    "  --json[=FORM]          JSON on stdout; FORM is pretty (default) or short\n"
    "  --no-legend            No headings, no summary lines\n"
    "  --color=WHEN           auto (default), always or never\n"
    "  --offline              Do not ask the daemon: look at files and devices\n"
    "  --config-dirs=A:B      Read policy from these folders; implies --offline\n"
    "  -h, --help             This help; after a verb, about that verb\n"
    "  --version              The version\n";

constexpr std::string_view kDevices =
    "DEVICE is a PCI address (0000:03:00.0 or 03:00.0), card1, renderD128, the first\n"
    "digits of a unique id or a pattern for the name (\"*RX 6600*\").\n";

std::string_view arguments_of(const Verb& verb) {
  switch (verb.takes) {
    case Takes::device:
      return " [DEVICE]";
    case Takes::devices:
      return " [DEVICE...]";
    case Takes::knob:
      return " [NAME]";
    case Takes::config_action:
      return " check|show|cat";
    case Takes::nothing:
      break;
  }
  return "";
}

bool takes_devices(const Verb& verb) {
  return verb.takes == Takes::device || verb.takes == Takes::devices;
}

}  // namespace

std::string general_help() {
  std::string text =
      "Shows and controls what rmcpd applies to AMD GPUs.\n\n"
      "Usage: rmcpctl [OPTION...] [VERB] [ARGUMENT...]\n\nVerbs:\n";
  for (const auto& verb : verbs())
    text +=
        fmt::format("  {:<23}{}\n", fmt::format("{}{}", verb.name, arguments_of(verb)), verb.help);
  return text +
         fmt::format("\nOptions:\n{}\n{}See rmcpctl(1) for more.\n", kGlobalOptions, kDevices);
}

std::string verb_help(const Verb& verb) {
  auto text = fmt::format("{}.\n\nUsage: rmcpctl {}{}{}\n\nOptions:\n", verb.help, verb.name,
                          verb.options.empty() ? "" : " [OPTION...]", arguments_of(verb));
  text += fmt::format("{}{}", verb.options, kGlobalOptions);
  return takes_devices(verb) ? text + fmt::format("\n{}", kDevices) : text;
}

}  // namespace rmcp::client
