// SPDX-License-Identifier: MIT
// knobs: lists the knobs. The table is compiled in, so no daemon is needed.
#include "client/document/json.hpp"
#include "client/render/documents.hpp"
#include "client/verbs/verbs.hpp"
#include "lib/knobs/knob.hpp"
#include "lib/records/record_json.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

Json all_knobs() {
  Json list = Json::array();
  for (const auto& knob : knobs()) list.push_back(to_json(describe(knob)));
  return Json{{"knobs", std::move(list)}};
}

Exit unknown_knob(const std::string& name) {
  const auto near = nearest_knob(name);
  complain(near.empty() ? fmt::format("{}: no such knob. See: rmcpctl knobs", name)
                        : fmt::format("{}: no such knob; did you mean '{}'?", name, near));
  return Exit::usage;
}

/// Another machine's rmcpd may have other knobs.
Exit run_remote(Context& context) {
  auto daemon = context.daemon();
  if (!daemon) return complain(daemon.error());
  auto document = (*daemon)->knobs();
  if (!document) return complain(document.error());
  const auto& arguments = context.options().arguments;
  if (arguments.empty()) {
    context.show(*document, render_knobs);
    return Exit::ok;
  }
  Json found = Json::array();
  for (const auto& knob : items(*document, "knobs"))
    if (text(knob, "name") == arguments.front()) found.push_back(knob);
  if (found.empty()) return unknown_knob(arguments.front());
  context.show(Json{{"knobs", std::move(found)}}, render_knob_details);
  return Exit::ok;
}

Exit run_knobs(Context& context) {
  const auto& arguments = context.options().arguments;
  if (!context.options().host.empty()) return run_remote(context);
  if (arguments.empty()) {
    context.show(all_knobs(), render_knobs);
    return Exit::ok;
  }
  const Knob* knob = find_knob(arguments.front());
  if (knob == nullptr) return unknown_knob(arguments.front());
  context.show(Json{{"knobs", Json::array({to_json(describe(*knob))})}}, render_knob_details);
  return Exit::ok;
}

}  // namespace

extern constexpr Verb kKnobsVerb{.name = "knobs",
                                 .help = "List the knobs, or explain one",
                                 .arguments = {"[NAME]", Word::knob, Word::none, 0, 1},
                                 .run = run_knobs,
                                 .example = "rmcpctl knobs fan"};

}  // namespace rmcp::client
