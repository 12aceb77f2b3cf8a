// SPDX-License-Identifier: MIT
// knobs: lists the knobs, or explains one. The table is compiled in, so no daemon is needed.
#include "client/document/json.hpp"
#include "client/render/documents.hpp"
#include "client/verbs/knob_choice.hpp"
#include "client/verbs/verbs.hpp"
#include "lib/knobs/knob.hpp"
#include "lib/knobs/short_name.hpp"
#include "lib/records/record_json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::client {
namespace {

struct KnobsOptions {
  std::string device;
};

Json all_knobs() {
  Json list = Json::array();
  for (const auto& knob : knobs()) list.push_back(to_json(describe(knob)));
  return list;
}

/// Another machine's rmcpd may have other knobs.
Expected<Json> knobs_of(Context& context) {
  if (context.options().host.empty()) return all_knobs();
  auto daemon = context.daemon();
  if (!daemon) return tl::unexpected(daemon.error());
  auto document = (*daemon)->knobs();
  if (!document) return document;
  return items(*document, "knobs");
}

template <class Predicate>
Json knobs_where(const Json& list, Predicate predicate) {
  Json found = Json::array();
  for (const auto& knob : list)
    if (predicate(knob)) found.push_back(knob);
  return found;
}

/// The knob of that name, long or short; else those of that kind; else those with the word in their
/// names.
Json chosen(const Json& list, const std::string& word) {
  const auto name = full_knob_name(word);
  const auto* row = find_knob(name);  // "environment.*" for any variable
  const std::string row_name(row == nullptr ? name : row->name);
  auto found = knobs_where(list, [&](const Json& knob) { return text(knob, "name") == row_name; });
  if (found.empty())
    found = knobs_where(list, [&](const Json& knob) { return text(knob, "kind") == word; });
  if (found.empty())
    found = knobs_where(
        list, [&](const Json& knob) { return text(knob, "name").find(word) != std::string::npos; });
  return found;
}

Exit unknown_knob(const std::string& name) {
  complain(no_such_knob(name));
  return Exit::usage;
}

/// As one card has them: its values and limits, without waking it.
Exit show_of_device(Context& context, const Json& list, bool all) {
  auto document = context.ask([&](Source& source) {
    return source.readings(context.options().own<KnobsOptions>().device, {});
  });
  if (!document) return complain(document.error());
  auto& readings = (*document)["knobs"];
  if (all) readings = shown_readings(readings);
  readings = knobs_where(readings, [&](const Json& reading) {
    return std::any_of(list.begin(), list.end(), [&](const Json& knob) {
      return text(knob, "name") == text(reading, "knob");
    });
  });
  context.show(*document, render_readings);
  return Exit::ok;
}

Exit run_knobs(Context& context) {
  const auto list = knobs_of(context);
  if (!list) return complain(list.error());
  const auto& arguments = context.options().arguments;
  const bool of_device = !context.options().own<KnobsOptions>().device.empty();
  if (arguments.empty()) {
    if (of_device) return show_of_device(context, *list, /*all=*/true);
    context.show(Json{{"knobs", *list}}, render_knobs);
    return Exit::ok;
  }
  const auto found = chosen(*list, arguments.front());
  if (found.empty()) return unknown_knob(arguments.front());
  if (of_device) return show_of_device(context, found, /*all=*/false);
  context.show(Json{{"knobs", found}}, found.size() == 1 ? render_knob_details : render_knobs);
  return Exit::ok;
}

constexpr Option kKnobsOptions[] = {{.name = "--device",
                                     .letter = "-d",
                                     .value = "=DEVICE",
                                     .help = "With the values and limits of this device",
                                     .word = Word::device,
                                     .place = place<&KnobsOptions::device>}};

}  // namespace

std::string no_such_knob(const std::string& word) {
  const auto near = nearest_knob(word);
  return near.empty() ? fmt::format("{}: no such knob. See: rmcpctl knobs", word)
                      : fmt::format("{}: no such knob; did you mean '{}'?", word, near);
}

Json shown_readings(const Json& readings) {
  return knobs_where(readings, [](const Json& reading) {
    return text(reading, "status") != "absent" && !text(reading, "knob").starts_with("parameter.");
  });
}

extern constexpr Verb kKnobsVerb{
    .name = "knobs",
    .help = "List the knobs, or explain one",
    .arguments = {"[NAME]", Word::knob, Word::none, 0, 1},
    .options = kKnobsOptions,
    .run = run_knobs,
    .example = "rmcpctl knobs fan\nrmcpctl knobs power_cap --device=egpu"};

}  // namespace rmcp::client
