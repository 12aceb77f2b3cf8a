// SPDX-License-Identifier: MIT
// The screen of `rmcpctl watch`.
#include "client/render/live.hpp"

#include "client/render/columns.hpp"
#include "client/render/documents.hpp"
#include "client/render/event.hpp"
#include "lib/text/printable.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

namespace rmcp::client {
namespace {

constexpr std::string_view kKeys = "q quits";
constexpr std::size_t kFewestEvents = 3;  // minimum beside a long list

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

/// The overall state on the left, the keys on the right.
std::string head(const LiveState& state, const Style& style) {
  const auto policy = text_or(state.list, "policy_state", "unknown");
  auto left = fmt::format("policy {}, mode {}", policy, text_or(state.list, "mode", "unknown"));
  auto colour = policy == "valid" ? Colour::bold : colour_of(policy);
  if (!state.problem.empty()) {
    // The remedy is in the following lines.
    left = state.problem.substr(0, state.problem.find('\n'));
    colour = Colour::red;
  }
  const unsigned width = std::max(style.width, columns(kKeys) + 2);
  left = cut(printable(left, style.utf8), width - columns(kKeys) - 2, style.utf8);
  const std::string blanks(width - columns(left) - columns(kKeys), ' ');
  return paint(style, colour, left) + blanks + paint(style, Colour::dim, kKeys);
}

/// The table with as many devices as fit into `room` lines.
std::vector<std::string> table(const LiveState& state, const Style& style, std::size_t room) {
  auto lines = lines_of(render_list(state.list, style, state.now));
  if (lines.size() <= room || room == 0) return lines;
  const auto hidden = lines.size() - room + 1;
  lines.resize(room - 1);
  lines.push_back(paint(style, Colour::dim, fmt::format("and {} more", hidden)));
  return lines;
}

std::vector<std::string> latest(const LiveState& state, const Style& style, std::size_t room) {
  std::vector<std::string> lines;
  for (auto it = state.events.rbegin(); it != state.events.rend() && lines.size() < room; ++it)
    if (auto line = render_event_short(it->event, it->microseconds, style); !line.empty())
      lines.push_back(std::move(line));
  std::reverse(lines.begin(), lines.end());
  return lines;
}

}  // namespace

std::string render_live(const LiveState& state, const Style& style, unsigned rows) {
  constexpr std::size_t kAround = 3;  // the head, and a blank line after it and after the table
  const std::size_t room = rows > kAround ? rows - kAround : 0;
  std::vector<std::string> lines{head(state, style), ""};
  const auto devices = table(state, style, room > kFewestEvents ? room - kFewestEvents : room);
  lines.insert(lines.end(), devices.begin(), devices.end());
  lines.emplace_back();
  const auto events = latest(state, style, room > devices.size() ? room - devices.size() : 0);
  lines.insert(lines.end(), events.begin(), events.end());
  if (events.empty() && room > devices.size())
    lines.push_back(paint(style, Colour::dim, "No events yet."));
  if (lines.size() > rows) lines.resize(rows);
  return fmt::format("{}", fmt::join(lines, "\n"));
}

}  // namespace rmcp::client
