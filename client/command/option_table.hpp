// SPDX-License-Identifier: MIT
// The options of the command line for people: --help and completion are made from these.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace rmcp::client {

struct OptionHelp {
  std::string_view name;    // "--json"
  std::string_view letter;  // "-H", or none
  std::string_view value;   // as --help shows it: "[=FORM]", "=SEC"; none for a flag
  std::string_view help;
  std::string_view choices = {};  // of the value, separated by blanks
  std::string_view action = {};   // of `library` that it belongs to; none: no such option

  /// The help, with the action before it: "build: from the start".
  std::string description() const;

  /// Its value may be, and by completion is, the next word.
  bool takes_next_word() const { return value.starts_with('='); }
};

/// Those that every verb has.
std::span<const OptionHelp> global_options();

/// `  -H, --host=[USER@]HOST  Ask the rmcpd of ...`, one a line.
std::string option_lines(std::span<const OptionHelp> options);

}  // namespace rmcp::client
