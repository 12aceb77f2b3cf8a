// SPDX-License-Identifier: MIT
// Turns argv into a verb and its options.
#pragma once
#include "client/document/error.hpp"
#include "client/verbs/verbs.hpp"

#include <tl/expected.hpp>

#include <string>

namespace rmcp::client {

/// The reason that there is nothing to run: a request for help or the version, or a faulty line.
struct NothingToRun {
  Exit exit = Exit::ok;
  std::string text;  // for stdout with Exit::ok, else for stderr
};

struct CommandLine {
  const Verb* verb = nullptr;  // the row that runs: `list`, or `add` of `library`
  Options options;
};

tl::expected<CommandLine, NothingToRun> parse_command_line(int argc, const char* const* argv);

}  // namespace rmcp::client
