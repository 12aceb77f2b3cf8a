// SPDX-License-Identifier: MIT
// Formats the end of a reload: the settings that are not in force, and a count of all.
#include "client/document/json.hpp"
#include "client/render/documents.hpp"
#include "client/render/outcomes.hpp"
#include "client/render/overdrive_help.hpp"
#include "client/render/programs.hpp"
#include "lib/plan/report.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

bool is_in_force(const Json& outcome) {
  const auto result = parse_result(text(outcome, "result"));
  return result && is_good(*result);
}

/// Nothing is known of cards that do not answer, or that are not handled yet.
std::string unhandled(const Json& status) {
  std::string out;
  for (const auto& device : items(status, "devices")) {
    const auto state = parse_state(text(device, "state"));
    if (state != State::settling && state != State::stalled) continue;
    out += fmt::format("{}: {}, not handled with this policy yet\n", text(device, "address"),
                       text(device, "state"));
  }
  return out;
}

/// The settings of the device that are not in force, in the form of the outcomes of an apply.
Json rest_of(const Json& device) {
  Json rest = Json::array();
  for (const auto& outcome : items(device, "last_outcomes"))
    if (!is_in_force(outcome)) rest.push_back(outcome);
  return Json{{"address", text(device, "address")},
              {"alias", text(device, "alias")},
              {"name", text(device, "name")},
              {"outcomes", std::move(rest)}};
}

}  // namespace

std::string render_reload(const Json& status, const Style& style) {
  Json rest{{"devices", Json::array()}}, others = Json::array();
  std::size_t in_force = 0;
  for (const auto& device : items(status, "devices")) {
    rest["devices"].push_back(rest_of(device));
    for (const auto& outcome : items(device, "last_outcomes")) {
      if (is_in_force(outcome))
        ++in_force;
      else
        others.push_back(outcome);
    }
  }
  auto shown = style;
  shown.legend = false;
  const auto table =
      render_outcomes(rest, shown) + render_overdrive_help(status, "last_outcomes", style);
  if (!style.legend) return table;
  const auto left = unhandled(status), programs = program_counts(status);
  if (in_force == 0 && others.empty() && !left.empty()) return table + left + programs;
  if (in_force == 0 && others.empty())
    return table + "policy asks for nothing on these cards\n" + programs;
  return fmt::format("{}{}{} in force{}{}\n{}", table, left, in_force, others.empty() ? "" : ", ",
                     outcome_counts(others), programs);
}

}  // namespace rmcp::client
