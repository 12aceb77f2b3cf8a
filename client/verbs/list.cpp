// SPDX-License-Identifier: MIT
// list: one line per GPU; without the daemon, the answer of --offline.
#include "client/document/json.hpp"
#include "client/render/diagnostics.hpp"
#include "client/render/documents.hpp"
#include "client/verbs/absent.hpp"
#include "client/verbs/verbs.hpp"
#include "lib/sys/clocks.hpp"

namespace rmcp::client {
namespace {

struct ListOptions {
  bool all = false;  // absent cards too
};

/// The list, and on request the cards that are absent now.
Expected<Json> list_of(Source& source, bool all) {
  auto document = source.list();
  if (!document || !all) return document;
  auto known = source.known();
  if (!known) return known;
  add_absent(*document, *known);
  return document;
}

Exit run_list(Context& context) {
  const bool all = context.options().own<ListOptions>().all;
  const auto document = context.ask([all](Source& source) { return list_of(source, all); });
  if (!document) return complain(document.error());
  context.show(*document, [](const Shown& list, const Style& style) {
    return render_list(list, style, std::chrono::microseconds(sys::realtime_usec()));
  });
  if (const auto warning = policy_warning(context.shown(*document), context.options().host);
      !warning.empty())
    complain(warning);
  return Exit::ok;
}

constexpr Option kListOptions[] = {{.name = "--all",
                                    .help = "Include known GPUs that are absent now",
                                    .place = place<&ListOptions::all>}};

}  // namespace

extern constexpr Verb kListVerb{.name = "list",
                                .help = "List GPUs and the state of policy on them (default)",
                                .options = kListOptions,
                                .run = run_list,
                                .example = "rmcpctl list --all"};

}  // namespace rmcp::client
