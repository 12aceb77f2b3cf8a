// SPDX-License-Identifier: MIT
// What a command line has to be beyond its syntax, from the rows of verbs and options. Pure.
#pragma once
#include "client/verbs/verbs.hpp"

#include <tl/expected.hpp>

#include <span>
#include <string>
#include <string_view>

namespace rmcp::client {

/// An option that stands on the line.
struct GivenOption {
  const Option* option;
  std::string_view action;  // of the verb, to which it belongs; none: to all of them
  std::string value;        // the last one
};

/// The row that is to run: that of the verb, or of the action that its first argument names, which
/// is taken off. The error says in words what is wrong.
tl::expected<const Verb*, std::string> check_line(const Verb& verb, Options& options,
                                                  std::span<const GivenOption> given);

}  // namespace rmcp::client
