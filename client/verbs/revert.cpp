// SPDX-License-Identifier: MIT
// revert: the values from before rmcpd, and the devices are held.
#include "client/render/outcomes.hpp"
#include "client/source/agent.hpp"
#include "client/verbs/verbs.hpp"

namespace rmcp::client {

Exit run_revert(Context& context) {
  auto daemon = context.daemon();
  if (!daemon) return complain(daemon.error());
  const PasswordAgent agent(context.options().host);
  const BusSource::Wish wish{.interactive = agent.running(), .keep = context.options().keep};
  const auto document = (*daemon)->revert(context.options().arguments, wish);
  if (!document) return complain(document.error());
  context.show(*document, render_outcomes);
  return all_good(*document) ? Exit::ok : Exit::failed;
}

}  // namespace rmcp::client
