// SPDX-License-Identifier: MIT
// confirm: what was applied on trial stays, and its risky values are approved.
#include "client/render/outcomes.hpp"
#include "client/source/agent.hpp"
#include "client/verbs/verbs.hpp"

namespace rmcp::client {

Exit run_confirm(Context& context) {
  auto daemon = context.daemon();
  if (!daemon) return complain(daemon.error());
  const PasswordAgent agent(context.options().host);
  const auto document =
      (*daemon)->confirm(context.options().arguments, {.interactive = agent.running()});
  if (!document) return complain(document.error());
  context.show(*document, render_outcomes);
  return all_good(*document) ? Exit::ok : Exit::failed;
}

}  // namespace rmcp::client
