// SPDX-License-Identifier: MIT
// apply: policy to devices, also to those that are held.
#include "client/document/json.hpp"
#include "client/render/outcomes.hpp"
#include "client/source/agent.hpp"
#include "client/verbs/verbs.hpp"

#include <fmt/format.h>

namespace rmcp::client {

Exit run_apply(Context& context) {
  auto daemon = context.daemon();
  if (!daemon) return complain(daemon.error());
  const PasswordAgent agent(context.options().host);
  const auto limit = context.options().revert_after;
  const BusSource::Wish wish{.interactive = agent.running(), .revert_after = limit};
  const auto document = (*daemon)->apply(context.options().arguments, wish);
  if (!document) return complain(document.error());
  context.show(*document, render_outcomes);
  const bool tried = limit > 0 && is_true(*document, "changed") && !context.options().json();
  if (tried) print(fmt::format("Taken back in {} s unless confirmed: rmcpctl confirm\n", limit));
  return all_good(*document) ? Exit::ok : Exit::failed;
}

}  // namespace rmcp::client
