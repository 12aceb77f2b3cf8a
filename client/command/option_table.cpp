// SPDX-License-Identifier: MIT
// What the options are called and what they do.
#include "client/command/option_table.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

constexpr OptionHelp kGlobalOptions[] = {
    {"--json", "", "[=FORM]", "JSON on stdout; FORM is pretty (default) or short", "pretty short"},
    {"--no-legend", "", "", "No headings, no summary lines"},
    {"--no-pager", "", "", "Accepted; there is no pager"},
    {"--color", "", "=WHEN", "auto (default), always or never", "auto always never"},
    {"--host", "-H", "=[USER@]HOST", "Ask the rmcpd of another machine, over ssh"},
    {"--offline", "", "", "Do not ask the daemon: look at files and devices"},
    {"--config-dirs", "", "=A:B", "Read policy from these folders; implies --offline"},
    {"--help", "-h", "", "This help; after a verb, about that verb"},
    {"--version", "", "", "The version"},
};

}  // namespace

std::string OptionHelp::description() const {
  return action.empty() ? std::string(help) : fmt::format("{}: {}", action, help);
}

std::span<const OptionHelp> global_options() { return kGlobalOptions; }

std::string option_lines(std::span<const OptionHelp> options) {
  std::string text;
  for (const auto& option : options) {
    const auto letter = option.letter.empty() ? "" : fmt::format("{}, ", option.letter);
    text += fmt::format("  {:<26} {}\n", fmt::format("{}{}{}", letter, option.name, option.value),
                        option.description());
  }
  return text;
}

}  // namespace rmcp::client
