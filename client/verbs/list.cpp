// SPDX-License-Identifier: MIT
// list: one line per GPU; without the daemon, the answer of --offline.
#include "client/document/json.hpp"
#include "client/render/diagnostics.hpp"
#include "client/render/documents.hpp"
#include "client/verbs/verbs.hpp"

namespace rmcp::client {
namespace {

struct ListOptions {
  bool all = false;  // absent cards too
};

constexpr const char* kNotRunning =
    "rmcpd is not running: showing what is on disk. Start it with: systemctl enable --now rmcpd";

bool is_unreachable(const Failure& failure) { return exit_code(failure) == Exit::unreachable; }

/// The list, and on request the cards that are absent now.
Expected<Json> list_of(Source& source, bool all) {
  auto document = source.list();
  if (!document || !all) return document;
  auto known = source.known();
  if (!known) return known;
  add_absent(*document, *known);
  return document;
}

Expected<Json> get_list(Context& context) {
  auto source = context.source();
  const bool all = context.options().own<ListOptions>().all;
  auto document = source ? list_of(**source, all) : Expected<Json>(tl::unexpected(source.error()));
  const auto& options = context.options();
  if (document || options.offline || !options.host.empty() || !is_unreachable(document.error()))
    return document;
  auto from_disk = list_of(context.offline(), all);
  if (!from_disk) return document;  // the first error is the one to report
  complain(kNotRunning);
  return from_disk;
}

Exit run_list(Context& context) {
  const auto document = get_list(context);
  if (!document) return complain(document.error());
  context.show(*document, render_list);
  if (const auto warning = policy_warning(*document, context.options().host); !warning.empty())
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
