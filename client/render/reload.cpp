// SPDX-License-Identifier: MIT
// Formats the end of a reload: the settings that are not in force, and a count of all.
#include "client/render/documents.hpp"
#include "client/render/outcomes.hpp"
#include "client/render/overdrive_help.hpp"
#include "client/render/programs.hpp"
#include "client/render/shown.hpp"
#include "lib/plan/report.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

bool is_in_force(const Shown& outcome) {
  const auto result = parse_result(text(outcome, "result"));
  return result && is_good(*result);
}

/// Nothing is known of cards that do not answer, or that are not handled yet.
std::string unhandled(const Shown& status) {
  std::string out;
  for (const auto& device : items(status, "devices")) {
    const auto state = parse_state(text(device, "state"));
    if (state != State::settling && state != State::stalled) continue;
    out += fmt::format("{}: {}, not handled with this policy yet\n", text(device, "address"),
                       text(device, "state"));
  }
  return out;
}

}  // namespace

std::string render_reload(const Shown& status, const Style& style) {
  std::string table;
  std::vector<Shown> others;
  std::size_t in_force = 0;
  for (const auto& device : items(status, "devices")) {
    auto rest = items(device, "last_outcomes");
    in_force += std::erase_if(rest, is_in_force);
    table += outcome_lines(device, rest, style);
    others.insert(others.end(), rest.begin(), rest.end());
  }
  table += render_overdrive_help(status, "last_outcomes", style);
  if (!style.legend) return table;
  const auto left = unhandled(status), programs = program_counts(status);
  if (in_force == 0 && others.empty() && !left.empty()) return table + left + programs;
  if (in_force == 0 && others.empty())
    return table + "policy asks for nothing on these cards\n" + programs;
  return fmt::format("{}{}{} in force{}{}\n{}", table, left, in_force, others.empty() ? "" : ", ",
                     outcome_counts(others), programs);
}

}  // namespace rmcp::client
