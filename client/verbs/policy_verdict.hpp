// SPDX-License-Identifier: MIT
// The part that the state of policy has in the answer of a verb that plans or applies.
#pragma once
#include "client/command/context.hpp"

namespace rmcp::client {

/// True if no policy is in force because its files have errors: nothing can be compared with it.
bool has_no_verdict(const Json& document);

/// Says on stderr that policy has errors, cannot be read, or has been edited since rmcpd read it.
/// The exit status of the verb: 7 instead of 0 while policy is not valid; `exit` otherwise.
Exit judge_policy(const Context& context, const Json& document, Exit exit);

/// The files that were edited since rmcpd read them, and the way on; empty if there are none.
std::string edited_warning(const Json& document);

}  // namespace rmcp::client
