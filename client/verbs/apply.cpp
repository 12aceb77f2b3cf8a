// SPDX-License-Identifier: MIT
// apply: policy to devices, also to those that are held.
#include "agent.hpp"
#include "render/outcomes.hpp"
#include "verbs/verbs.hpp"

namespace rmcp::client {

Exit run_apply(Context& context) {
  auto daemon = context.daemon();
  if (!daemon) return complain(daemon.error());
  const PasswordAgent agent(context.options().host);
  const BusSource::Wish wish{.interactive = agent.running(), .keep = false};
  const auto document = (*daemon)->apply(context.options().arguments, wish);
  if (!document) return complain(document.error());
  context.show(*document, render_outcomes);
  return all_good(*document) ? Exit::ok : Exit::failed;
}

}  // namespace rmcp::client
