// SPDX-License-Identifier: MIT
// reload: reads the policy again and applies it. A daemon that is not running reads it when it
// starts: none is started for a reload, least of all by the unit's own ExecReload=.
#include "client/document/json.hpp"
#include "client/render/documents.hpp"
#include "client/source/agent.hpp"
#include "client/verbs/verbs.hpp"

namespace rmcp::client {
namespace {

Exit run_reload(Context& context, BusSource& daemon) {
  daemon.connection().never_start();
  const PasswordAgent agent(context.options().host);
  const auto done = daemon.reload({.interactive = agent.running(), .keep = false});
  if (!done) return complain(done.error());  // for an invalid policy, its diagnostics, one a line
  auto status = daemon.status({});
  if (!status) return complain(status.error());
  (*status)["ok"] = true;
  context.show(*status, render_reload);
  return Exit::ok;
}

}  // namespace

extern constexpr Verb kReloadVerb{.name = "reload",
                                  .help = "Read the policy again and apply it",
                                  .run = run_reload,
                                  .output = Output::document,
                                  .example = "rmcpctl config check && rmcpctl reload"};

}  // namespace rmcp::client
