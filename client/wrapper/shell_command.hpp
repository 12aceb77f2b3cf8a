// SPDX-License-Identifier: MIT
// The text of `sh -c` where it is one plain command: `A=b exec prog 'an argument'`.
#pragma once
#include "client/wrapper/environment_change.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rmcp::client {

struct ShellCommand {
  std::vector<std::pair<std::string, std::string>> assignments;
  std::vector<std::string> words;  // of the program that it starts

  bool operator==(const ShellCommand&) const = default;
};

/// Nothing if only a shell could tell: several commands, pipes, patterns, the shell's own commands,
/// expansions other than "$NAME" of a variable in the environment.
std::optional<ShellCommand> read_shell_command(std::string_view text, const Variables& environment);

}  // namespace rmcp::client
