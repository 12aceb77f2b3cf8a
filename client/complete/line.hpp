// SPDX-License-Identifier: MIT
// A command line that is not finished, understood as far as it goes.
#pragma once
#include "client/verbs/verbs.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

struct Line {
  const Verb* verb = nullptr;
  const Verb* action = nullptr;
  std::vector<std::string> arguments;  // behind these
  Options options;
  const Option* open_option = nullptr;  // whose value the word at the cursor is
  bool in_command = false;  // behind `--`, or behind its first word: nothing there is ours

  /// The next argument names an action of the verb.
  bool wants_action() const {
    return verb != nullptr && !verb->actions.empty() && action == nullptr && arguments.empty();
  }
};

/// `words` without the one at the cursor.
Line read_line(const std::vector<std::string>& words);

/// The option of this name or letter; null when neither this verb nor all verbs have it.
const Option* find_option(const Verb* verb, std::string_view name);

}  // namespace rmcp::client
