// SPDX-License-Identifier: MIT
// The command line of rmcpd.
#pragma once
#include "lib/sys/paths.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp {

struct Options {
  enum class Action { serve, revert, release, offline };

  Action action = Action::serve;
  std::vector<std::string> arguments;  // for --offline: the question and its arguments
  std::string log_level;               // empty: from rmcpd.toml
  sys::Paths paths;
};

/// Options; or the exit status, after a usage error, --help or --version was printed.
struct ParsedOptions {
  std::optional<Options> options;
  int status = 0;
};
ParsedOptions parse_options(int argc, char** argv);

}  // namespace rmcp
