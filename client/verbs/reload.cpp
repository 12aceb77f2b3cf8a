// SPDX-License-Identifier: MIT
// reload: the policy is read again and applied.
#include "agent.hpp"
#include "verbs/verbs.hpp"

namespace rmcp::client {

Exit run_reload(Context& context) {
  auto daemon = context.daemon();
  if (!daemon) return complain(daemon.error());
  const PasswordAgent agent(context.options().host);
  const auto done = (*daemon)->reload({.interactive = agent.running(), .keep = false});
  if (!done) return complain(done.error());  // of an invalid policy: its diagnostics, one a line
  if (context.options().json()) print(to_text(Json{{"ok", true}}, context.options().format));
  return Exit::ok;
}

}  // namespace rmcp::client
