// SPDX-License-Identifier: MIT
// The command line of rmcp-machine.
#pragma once
#include <string>
#include <vector>

namespace rmcp::testbed {

struct Options {
  std::vector<std::string> machines;  // --machine FILE and --capture DIR, in their order
  std::vector<std::string> policies;
  std::string polkit_rules;
  std::string daemon_program;  // empty: the one that was built with us
  bool polkit = false;
  bool daemon = true;
  bool keep = false;
  bool plain = false;
  std::vector<std::string> daemon_options;
  std::vector<std::string> command;
};

/// Throws std::invalid_argument.
Options parse_options(const std::vector<std::string>& arguments);

extern const char* const kUsage;

}  // namespace rmcp::testbed
