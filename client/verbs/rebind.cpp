// SPDX-License-Identifier: MIT
// rebind: the driver probes a GPU again, with the module parameters that policy wants for it.
#include "client/document/json.hpp"
#include "client/render/documents.hpp"
#include "client/source/agent.hpp"
#include "client/verbs/in_use.hpp"
#include "client/verbs/verbs.hpp"

namespace rmcp::client {
namespace {

struct RebindOptions {
  bool force = false;
};

Exit run_rebind(Context& context, BusSource& daemon) {
  const auto& options = context.options();
  const bool force = options.own<RebindOptions>().force;
  const auto device = daemon.show_one(options.arguments.front());
  if (!device) return complain(device.error());
  if (const auto wrong = force ? "" : in_use(*device, "rebind"); !wrong.empty()) {
    complain(wrong);
    return Exit::failed;
  }
  const PasswordAgent agent(options.host);
  const auto address = text(*device, "address");
  const auto done = daemon.rebind(address, {.interactive = agent.running(), .force = force});
  if (!done) return complain(done.error());
  context.show(Json{{"address", address},
                    {"values", object(*done, "values")},
                    {"remarks", items(*done, "remarks")}},
               render_rebound);
  return Exit::ok;
}

constexpr Option kRebindOptions[] = {
    {.name = "--force", .help = "Even if it is in use", .place = place<&RebindOptions::force>}};

}  // namespace

extern constexpr Verb kRebindVerb{.name = "rebind",
                                  .help = "Have the driver probe a GPU again",
                                  .arguments = kOneDevice,
                                  .options = kRebindOptions,
                                  .local = kReadsProcesses,
                                  .run = run_rebind,
                                  .output = Output::document,
                                  .example = "rmcpctl rebind egpu"};

}  // namespace rmcp::client
