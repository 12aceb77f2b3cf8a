// SPDX-License-Identifier: MIT
// Formats one line of `rmcpctl watch`.
#include "client/render/event.hpp"

#include "client/render/columns.hpp"
#include "client/render/diagnostics.hpp"
#include "client/render/facts.hpp"
#include "client/render/outcomes.hpp"
#include "client/render/shown.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::client {
namespace {

/// `pending, power_cap: EINVAL`: the known parts of state and note.
std::string state_and_note(const Shown& event) {
  auto line = text(event, "state");
  const auto note = text(event, "note");
  if (note.empty()) return line;
  return line.empty() ? note : line + ", " + note;
}

std::string added_text(const Shown& event) {
  const auto now = state_and_note(event);
  return fmt::format("added {}{}{}", text_or(event, "name", "(no name)"), now.empty() ? "" : ": ",
                     now);
}

std::string applied_text(const Shown& event) {
  const auto counts = outcome_counts(items(event, "outcomes"));
  return fmt::format("{}: {}, {}", text_or(event, "reason", "-"),
                     counts.empty() ? "nothing to do" : counts, text_or(event, "state", "-"));
}

std::string manager(const Shown& event) {
  if (const auto state = text(event, "policy_state"); !state.empty())
    return fmt::format("policy is {}", state);
  if (const auto mode = text(event, "mode"); !mode.empty()) return fmt::format("mode is {}", mode);
  if (event.contains("settling")) return is_true(event, "settling") ? "settling" : "settled";
  return "";
}

std::string changed_text(const Shown& event) {
  if (auto now = state_and_note(event); !now.empty()) return now;
  return event.contains("note") ? "note cleared" : "";
}

/// `broken: lib/libamdhip64.so.6 does not exist`; nothing if the event has neither.
std::string library(const Shown& event) {
  if (text(event, "event") == "library_removed") return "no longer a library set";
  auto line = text(event, "state");
  const auto reasons = items(event, "reasons");
  if (reasons.empty()) return line;
  return fmt::format("{}{}{}", line, line.empty() ? "" : ": ", reasons.front().words());
}

std::string message(const Shown& event) {
  const auto kind = text(event, "event");
  if (kind.starts_with("library_")) return library(event);
  if (kind == "added") return added_text(event);
  if (kind == "removed") return "removed";
  if (kind == "applied") return applied_text(event);
  if (kind == "changed") return changed_text(event);
  if (kind == "manager") return manager(event);
  if (kind == "gone") return "rmcpd went away";
  return kind == "back" ? "rmcpd is running" : "";
}

Colour event_colour(const Shown& event) {
  return text(event, "event") == "gone" ? Colour::red : colour_of(text(event, "state"));
}

struct EventParts {
  std::string where, what;
};

/// `what` is empty if there is nothing to report.
EventParts event_parts(const Shown& event) {
  const auto set = text(event, "library");
  const auto where = set.empty() ? text(event, "address") : "library set " + set;
  return {where.empty() ? "" : where + "  ", message(event)};
}

}  // namespace

std::string render_event(const Shown& event, std::uint64_t microseconds, const Style& style) {
  const auto [where, what] = event_parts(event);
  if (what.empty()) return "";
  return fmt::format("{}  {}{}\n", time_text(microseconds), where,
                     paint(style, event_colour(event), what));
}

std::string render_event_short(const Shown& event, std::uint64_t microseconds, const Style& style) {
  const auto [where, what] = event_parts(event);
  if (what.empty()) return "";
  const auto head = fmt::format("{}  {}", time_of_day(microseconds), where);
  const unsigned left = style.width - std::min(style.width, columns(head));
  return head + paint(style, event_colour(event), cut(what, left, style.utf8));
}

}  // namespace rmcp::client
