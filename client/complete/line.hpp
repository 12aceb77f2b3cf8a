// SPDX-License-Identifier: MIT
// A command line that is not finished, understood as far as it goes.
#pragma once
#include "client/verbs/verbs.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

struct Line {
  const Verb* verb = nullptr;
  std::vector<std::string> arguments;
  const OptionHelp* open_option = nullptr;  // whose value the word at the cursor is
  bool offline = false;
  std::string config_dirs;
  bool remote = false;
  bool in_command = false;  // behind `--`, or behind its first word: nothing there is ours
};

/// `words` without the one at the cursor.
Line read_line(const std::vector<std::string>& words);

/// The option of this name or letter; null when neither this verb nor all verbs have it.
const OptionHelp* find_option(const Verb* verb, std::string_view name);

}  // namespace rmcp::client
