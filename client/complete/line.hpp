// SPDX-License-Identifier: MIT
// An unfinished command line, parsed as far as it goes.
#pragma once
#include "client/verbs/verbs.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

struct Line {
  const Verb* verb = nullptr;
  const Verb* action = nullptr;
  std::vector<std::string> arguments;  // after these
  Options options;
  const Option* open_option = nullptr;  // the option whose value the word at the cursor is
  bool in_command = false;  // after `--`, or after its first word: the rest is the command's

  /// The next argument names an action of the verb.
  [[nodiscard]] bool wants_action() const {
    return verb != nullptr && !verb->actions.empty() && action == nullptr && arguments.empty();
  }
};

/// `words` without the word at the cursor.
Line read_line(const std::vector<std::string>& words);

/// The option of this name or letter; null if neither this verb nor all verbs have it.
const Option* find_option(const Verb* verb, std::string_view name);

}  // namespace rmcp::client
