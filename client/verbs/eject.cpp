// SPDX-License-Identifier: MIT
// eject: the kernel releases a GPU, so that it can be unplugged.
#include "client/document/json.hpp"
#include "client/source/agent.hpp"
#include "client/verbs/in_use.hpp"
#include "client/verbs/verbs.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

struct EjectOptions {
  bool force = false;
};

Exit run_eject(Context& context, BusSource& daemon) {
  const auto& options = context.options();
  const bool force = options.own<EjectOptions>().force;
  const auto device = daemon.show_one(options.arguments.front());
  if (!device) return complain(device.error());
  if (const auto wrong = force ? "" : in_use(*device, "eject"); !wrong.empty()) {
    complain(wrong);
    return Exit::failed;
  }
  const PasswordAgent agent(options.host);
  const auto address = text(*device, "address");
  const auto done = daemon.eject(address, {.interactive = agent.running(), .force = force});
  if (!done) return complain(done.error());
  context.show(Json{{"address", address}, {"ejected", true}},
               [](const Shown& ejected, const Style&) {
                 return fmt::format("{} can be unplugged\n", text(ejected, "address"));
               });
  return Exit::ok;
}

constexpr Option kEjectOptions[] = {{.name = "--force",
                                     .help = "Even if it is in use or not external",
                                     .place = place<&EjectOptions::force>}};

}  // namespace

extern constexpr Verb kEjectVerb{.name = "eject",
                                 .help = "Release a GPU so that it can be unplugged",
                                 .arguments = kOneDevice,
                                 .options = kEjectOptions,
                                 .local = kReadsProcesses,
                                 .run = run_eject,
                                 .output = Output::document,
                                 .example = "rmcpctl eject egpu"};

}  // namespace rmcp::client
