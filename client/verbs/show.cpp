// SPDX-License-Identifier: MIT
// status, show: the data of the daemon, or of the disk.
#include "client/render/documents.hpp"
#include "client/verbs/policy_verdict.hpp"
#include "client/verbs/programs_of_devices.hpp"
#include "client/verbs/verbs.hpp"

namespace rmcp::client {
namespace {

Exit run_status(Context& context, Source& source) {
  auto document = source.status(context.options().arguments);
  if (document && !context.options().arguments.empty()) keep_programs_of_devices(*document);
  const auto exit = context.answer(document, render_status);
  const auto warning = document ? edited_warning(*document) : "";
  if (!warning.empty()) complain(warning);
  return exit;
}

Exit run_show(Context& context) {
  const auto& devices = context.options().arguments;
  return context.answer(context.ask([&](Source& source) { return source.show(devices); }),
                        render_show);
}

}  // namespace

extern constexpr Verb kStatusVerb{.name = "status",
                                  .help = "Show settings, their outcome and their origin",
                                  .arguments = kDevices,
                                  .run = run_status,
                                  .example = "rmcpctl status 03:00.0"};

extern constexpr Verb kShowVerb{.name = "show",
                                .help = "Show all properties of devices",
                                .arguments = kDevices,
                                .run = run_show,
                                .example = "rmcpctl show egpu --json"};

}  // namespace rmcp::client
