// SPDX-License-Identifier: MIT
// A script that only looks at exit statuses must not take an old policy, or none, for success.
#include "client/verbs/policy_verdict.hpp"

#include "client/document/json.hpp"
#include "client/render/diagnostics.hpp"

#include <fmt/format.h>

namespace rmcp::client {

bool has_no_verdict(const Json& document) { return text(document, "policy_state") == "invalid"; }

std::string edited_warning(const Json& document) {
  const auto& edited = items(document, "changed_files");
  if (edited.empty()) return "";
  const auto* it = edited.size() == 1 ? "it" : "them";
  return fmt::format(
      "{}: edited since rmcpd read {}. 'rmcpctl plan --new' shows the effect, 'rmcpctl reload' "
      "puts {} in force",
      join(edited), it, it);
}

Exit judge_policy(const Context& context, const Json& document, Exit exit) {
  if (const auto warning = policy_warning(context.shown(document), context.options().host);
      !warning.empty())
    complain(warning);
  if (const auto warning = edited_warning(document); !warning.empty()) complain(warning);
  const auto state = text(document, "policy_state");
  const bool valid = state.empty() || state == "valid";
  return valid || exit != Exit::ok ? exit : Exit::policy_invalid;
}

}  // namespace rmcp::client
