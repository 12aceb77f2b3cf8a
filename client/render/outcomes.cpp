// SPDX-License-Identifier: MIT
// Formats the outcomes of an apply or a revert.
#include "client/render/outcomes.hpp"

#include "client/render/origin.hpp"
#include "client/render/overdrive_help.hpp"
#include "client/render/plan.hpp"
#include "client/render/shown.hpp"
#include "client/render/table.hpp"
#include "lib/plan/report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <vector>

namespace rmcp::client {
namespace {

/// A result of a newer daemon is shown as bad: it may be.
bool is_bad(const Shown& outcome) {
  const auto result = parse_result(text(outcome, "result"));
  return !result || (!is_good(*result) && *result != Result::pending);
}

std::string errno_word(std::int64_t error) {
  if (error <= 0) return "";
  const char* name = strerrorname_np(static_cast<int>(error));
  return name != nullptr ? name : fmt::format("errno {}", error);
}

std::string outcome_change(const Shown& outcome) {
  const auto from = text(outcome, "from");
  const auto to = text_or(outcome, "to", "-");
  return from.empty() || from == to ? to : fmt::format("{} -> {}", from, to);
}

enum OutcomeColumn {
  kOutcomeKnob,
  kOutcomeChange,
  kOutcomeResult,
  kOutcomeOrigin,
  kOutcomeSection,
  kOutcomeDetail,
  kOutcomeColumns
};

Table outcome_table(const Style& style) {
  auto table = Table::plain(style, kOutcomeColumns);
  table.narrow({{kOutcomeDetail, 0, true},
                {kOutcomeSection, 8},
                {kOutcomeSection, 0},
                {kOutcomeOrigin, 0, true},
                {kOutcomeChange, 16},
                {kOutcomeChange, 0, true}});
  return table;
}

void add_outcome(Table& table, const Shown& outcome) {
  const auto result = text_or(outcome, "result", "-");
  const auto knob = text(outcome, "knob");
  if (knob.empty()) {  // of the device as a whole
    table.add({Cell("  " + result, colour_of(result)), "", "", "", "", outcome_detail(outcome)});
    return;
  }
  table.add({"  " + knob, outcome_change(outcome), Cell(result, colour_of(result)),
             origin_of(outcome), section_of(outcome), outcome_detail(outcome)});
}

}  // namespace

std::string outcome_detail(const Shown& outcome) {
  std::vector<std::string> parts;
  const auto found = text(outcome, "found");
  if (!found.empty() && found != text(outcome, "to")) parts.push_back("found " + found);
  const auto reason = text(outcome, "reason");
  const auto error = errno_word(number(outcome, "error"));
  if (!error.empty() && reason.find(error) == std::string::npos) parts.push_back(error);
  if (!reason.empty()) parts.push_back(reason);
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string outcome_counts(const std::vector<Shown>& outcomes) {
  std::vector<std::pair<std::string, std::size_t>> counts;
  for (const auto& outcome : outcomes) {
    const auto result = text_or(outcome, "result", "-");
    const auto it = std::find_if(counts.begin(), counts.end(),
                                 [&](const auto& c) { return c.first == result; });
    if (it == counts.end())
      counts.emplace_back(result, 1);
    else
      ++it->second;
  }
  std::string line;
  for (const auto& [result, n] : counts)
    line += fmt::format("{}{} {}", line.empty() ? "" : ", ", n, result);
  return line;
}

bool all_good(const Shown& document, const std::vector<std::string>& knobs) {
  const auto counts = [&](const Shown& outcome) {
    return knobs.empty() ||
           std::find(knobs.begin(), knobs.end(), text(outcome, "knob")) != knobs.end();
  };
  for (const auto& device : items(document, "devices"))
    for (const auto& outcome : items(device, "outcomes"))
      if (is_bad(outcome) && (counts(outcome) || text(outcome, "knob").empty())) return false;
  return true;
}

std::string outcome_lines(const Shown& device, const std::vector<Shown>& outcomes,
                          const Style& style) {
  auto table = outcome_table(style);
  for (const auto& outcome : outcomes) add_outcome(table, outcome);
  return table.empty() ? "" : device_heading(device, style) + table.text();
}

std::string render_outcomes(const Shown& document, const Style& style) {
  std::string result;
  std::vector<Shown> all;
  for (const auto& device : items(document, "devices")) {
    const auto outcomes = items(device, "outcomes");
    result += outcome_lines(device, outcomes, style);
    all.insert(all.end(), outcomes.begin(), outcomes.end());
  }
  if (!style.legend) return result;
  result += render_overdrive_help(document, "outcomes", style);
  return result + (all.empty() ? "nothing to do" : outcome_counts(all)) + "\n";
}

}  // namespace rmcp::client
