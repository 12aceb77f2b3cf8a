// SPDX-License-Identifier: MIT
// reload: reads the policy again and applies it. A daemon that is not running reads it when it
// starts: none is started for a reload, least of all by the unit's own ExecReload=.
#include "client/document/json.hpp"
#include "client/render/documents.hpp"
#include "client/source/agent.hpp"
#include "client/verbs/verbs.hpp"

namespace rmcp::client {
namespace {

/// For an invalid policy the failure has its diagnostics, one a line; in JSON they are a list.
Exit refused(Context& context, BusSource& daemon, const Failure& failure) {
  const Exit exit = complain(failure);
  if (!context.options().json() || exit != Exit::policy_invalid) return exit;
  const auto state = daemon.list();
  if (!state) return exit;
  const Json document{{"ok", false},
                      {"error", {{"name", error_name(failure.code)}, {"message", failure.text}}},
                      {"diagnostics", items(*state, "diagnostics")}};
  print(to_text(document, context.options().format()));
  return exit;
}

Exit run_reload(Context& context, BusSource& daemon) {
  daemon.connection().never_start();
  const PasswordAgent agent(context.options().host);
  const auto done = daemon.reload({.interactive = agent.running(), .keep = false});
  if (!done) return refused(context, daemon, done.error());
  auto status = daemon.facts({});
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
