// SPDX-License-Identifier: MIT
// From argv to Options.
#pragma once
#include "client/command/options.hpp"
#include "client/document/error.hpp"

#include <tl/expected.hpp>

#include <string>

namespace rmcp::client {

/// Why there is nothing to run: help and version were asked for, or the line makes no sense.
struct NothingToRun {
  Exit exit = Exit::ok;
  std::string text;  // for stdout with Exit::ok, else for stderr
};

tl::expected<Options, NothingToRun> parse_command_line(int argc, const char* const* argv);

}  // namespace rmcp::client
