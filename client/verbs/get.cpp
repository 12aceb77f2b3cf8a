// SPDX-License-Identifier: MIT
// get: what a card shows of its knobs, set by policy or not. Read here, by the daemon's code
// without the daemon; a card that sleeps is not woken.
#include "client/render/documents.hpp"
#include "client/verbs/knob_choice.hpp"
#include "client/verbs/verbs.hpp"
#include "lib/knobs/knob.hpp"
#include "lib/knobs/short_name.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

bool is_wanted(const Json& knob, const std::string& name) { return text(knob, "knob") == name; }

/// The named knobs; without a name, those that the card has.
Expected<Json> wanted_knobs(const Json& all, const std::vector<std::string>& words) {
  Json found = Json::array();
  for (const auto& knob : all)
    if (words.empty() && is_shown(knob)) found.push_back(knob);
  for (const auto& word : words) {
    const auto name = full_knob_name(word);
    const auto before = found.size();
    for (const auto& knob : all)
      if (is_wanted(knob, name)) found.push_back(knob);
    if (found.size() == before)
      return tl::unexpected(Failure(Failure::Code::invalid_args, no_such_knob(word)));
  }
  return found;
}

Exit run_get(Context& context) {
  const auto& arguments = context.options().arguments;
  auto document = context.offline().knobs_of(arguments.front());
  if (!document) return complain(document.error());
  auto found = wanted_knobs(items(*document, "knobs"), {arguments.begin() + 1, arguments.end()});
  if (!found) return complain(found.error());
  (*document)["knobs"] = std::move(*found);
  context.show(*document, render_readings);
  return Exit::ok;
}

}  // namespace

extern constexpr Verb kGetVerb{
    .name = "get",
    .help = "Read knobs of a device, set or not",
    .arguments = {"DEVICE [KNOB...]", Word::device, Word::knob, 1, kMany, "missing DEVICE"},
    .local = kReadsFiles,
    .run = run_get,
    .example = "rmcpctl get 03:00.0\nrmcpctl get egpu power_cap core_clock_max"};

}  // namespace rmcp::client
