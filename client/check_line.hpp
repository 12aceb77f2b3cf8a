// SPDX-License-Identifier: MIT
// Checks a command line beyond its syntax, by the rows of verbs and options. Pure.
#pragma once
#include "client/verbs/verbs.hpp"
#include "lib/text/failure.hpp"

#include <span>
#include <string>
#include <string_view>

namespace rmcp::client {

/// An option on the command line.
struct GivenOption {
  const Option* option;
  std::string_view action;  // the action of the verb to which it belongs; none: all of them
  std::string value;        // the last one
};

/// The row to run: that of the verb, or of the action that its first argument names, which is taken
/// off. The error describes the fault.
Expected<const Verb*> check_line(const Verb& verb, Options& options,
                                 std::span<const GivenOption> given);

}  // namespace rmcp::client
