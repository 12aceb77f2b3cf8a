// SPDX-License-Identifier: MIT
// get: what a card shows of its knobs, set by policy or not. A card that sleeps is not woken.
#include "client/render/documents.hpp"
#include "client/verbs/knob_choice.hpp"
#include "client/verbs/verbs.hpp"
#include "lib/knobs/knob.hpp"
#include "lib/knobs/short_name.hpp"

#include <fmt/format.h>

#include <span>
#include <vector>

namespace rmcp::client {
namespace {

/// The full names of the knobs that are meant, or the message about the first that is none.
Expected<std::vector<std::string>> names_of(std::span<const std::string> words) {
  std::vector<std::string> names;
  for (const auto& word : words) {
    const auto* knob = find_knob(full_knob_name(word));
    if (knob == nullptr)
      return tl::unexpected(Failure(Failure::Code::invalid_args, no_such_knob(word)));
    if (is_published(*knob))
      return tl::unexpected(
          Failure(Failure::Code::invalid_args,
                  fmt::format("{}: no card has it, it is for the start of programs; see: rmcpctl "
                              "env DEVICE",
                              word)));
    names.emplace_back(knob->name);
  }
  return names;
}

Exit run_get(Context& context) {
  const auto& arguments = context.options().arguments;
  const auto names = names_of(std::span(arguments).subspan(1));
  if (!names) return complain(names.error());
  auto document =
      context.ask([&](Source& source) { return source.readings(arguments.front(), *names); });
  if (!document) return complain(document.error());
  if (names->empty()) (*document)["knobs"] = shown_readings(items(*document, "knobs"));
  context.show(*document, render_readings);
  return Exit::ok;
}

}  // namespace

extern constexpr Verb kGetVerb{
    .name = "get",
    .help = "Read knobs of a device, set or not",
    .arguments = {"DEVICE [KNOB...]", Word::device, Word::knob, 1, kMany, "missing DEVICE"},
    .run = run_get,
    .example = "rmcpctl get 03:00.0\nrmcpctl get egpu power_cap core_clock_max"};

}  // namespace rmcp::client
