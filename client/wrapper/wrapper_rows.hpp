// SPDX-License-Identifier: MIT
// The table of commands that start another one: their options, and what is done with them.
#pragma once
#include <span>
#include <string_view>

namespace rmcp::client {

struct WrapperOption {
  enum class Takes {
    nothing,
    argument,
    attached,  // an argument only in the same word: --nofile=64, -n64
  };
  enum class Meaning {
    nothing,    // nothing that changes the files that are loaded
    clear,      // an empty environment
    unset,      // drops a variable
    folder,     // another working folder
    split,      // its argument is the rest of the command
    no_command  // with it, nothing is started
  };

  char letter;  // '\0': none; '#': a number stands for it, nice -5
  std::string_view name;
  Takes takes = Takes::nothing;
  Meaning meaning = Meaning::nothing;
};

struct Wrapper {
  /// The words between the options and the command.
  enum class Operands { none, one, number, assignments };

  std::string_view name;
  std::span<const WrapperOption> options;
  Operands operands = Operands::none;
  /// Why the command is not looked at, with its advice: "it starts ..."; "" if it is.
  std::string_view unfollowed = "";
  std::string_view note = "";  // of one that is followed
  /// With advice to look from there: "sudo OPTIONS rmcpctl inspect -- COMMAND".
  bool look_from_there = false;
};

/// The row of a command's file name; nullptr if it is not known to start another one.
const Wrapper* find_wrapper(std::string_view name);

/// A shell; the text of `-c` is read for those whose start-up files cannot change its variables.
enum class Shell { none, read, unread };
Shell shell_of(std::string_view name);

}  // namespace rmcp::client
