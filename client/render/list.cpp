// SPDX-License-Identifier: MIT
// Formats the table of `rmcpctl list`.
#include "client/render/documents.hpp"
#include "client/render/facts.hpp"
#include "client/render/shown.hpp"
#include "client/render/table.hpp"
#include "lib/plan/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rmcp::client {
namespace {

enum ListColumn {
  kListDevice,
  kListName,
  kListGfx,
  kListDriver,
  kListRules,
  kListState,
  kListNote,
  kListColumns
};

constexpr std::array<std::string_view, kListColumns> kHeadings = {
    "  DEVICE", "NAME", "GFX", "DRIVER", "RULES", "STATE", "NOTE"};

/// The name on the box: `Radeon RX 7900 XTX` of pci.ids' `Navi 31 [Radeon RX 7900 XTX]`, and of
/// libdrm's `AMD Radeon RX 7900 XTX`.
std::string short_name(std::string name) {
  constexpr std::string_view kMaker = "AMD ";
  const auto open = name.find('[');
  if (open != std::string::npos && name.ends_with(']'))
    name = name.substr(open + 1, name.size() - open - 2);
  if (name.starts_with(kMaker)) name.erase(0, kMaker.size());
  return name;
}

/// The name of a card: its alias if that identifies one card, else its address.
std::string called(const Shown& device, const std::vector<Shown>& all) {
  const auto alias = text(device, "alias");
  const auto has_it = [&](const Shown& other) { return text(other, "alias") == alias; };
  const bool alone = !alias.empty() && std::count_if(all.begin(), all.end(), has_it) == 1;
  return alone ? alias : text(device, "address");
}

/// The note; on trial, after the time that is left.
std::string timed_note(const Shown& device, std::chrono::microseconds now) {
  auto note = text(device, "note");
  const std::chrono::microseconds until(number(device, "trial_until"));
  if (now.count() == 0 || until <= now) return note;
  const auto left = std::chrono::ceil<std::chrono::seconds>(until - now).count();
  return fmt::format("{} s left{}{}", left, note.empty() ? "" : ": ", note);
}

/// The note, after the address of a card that is listed by its alias.
std::string device_note(const Shown& device, const std::string& name,
                        std::chrono::microseconds now) {
  const auto address = text(device, "address");
  auto note = timed_note(device, now);
  if (name == address) return note;
  return note.empty() ? address : fmt::format("{}, {}", address, note);
}

std::vector<Cell> cells_of(const Shown& device, const std::vector<Shown>& all, const Style& style,
                           std::chrono::microseconds now) {
  const auto device_name = called(device, all);
  const auto state = text(device, "state");
  const auto name = text_or(device, "name", "-");
  return {Cell(marker(state, style), colour_of(state), device_name),
          style.width > 0 ? short_name(name) : name,
          text_or(device, "gfx", "-"),
          text_or(device, "driver", "-"),
          text_or(device, "rules", "-"),
          Cell(text_or(device, "state", "-"), colour_of(state)),
          device_note(device, device_name, now)};
}

/// The columns to cut on a narrow terminal: never the address, never the state. A note that does
/// not fit may report a problem, so it goes below.
std::vector<Narrowing> narrowing() {
  return {{kListName, 20}, {kListRules, 10}, {kListName, 12}, {kListRules, 7}, {kListNote, 0, true},
          {kListName, 0},  {kListDriver, 0}, {kListGfx, 0},   {kListRules, 0}};
}

}  // namespace

std::string_view marker(std::string_view word, const Style& style) {
  const auto state = parse_state(word);
  const bool left_alone =
      state == State::unmanaged || state == State::absent || state == State::unconfigured;
  if (style.utf8) return left_alone ? "○" : "●";
  return left_alone ? "o" : "*";
}

std::string render_list(const Shown& document, const Style& style, std::chrono::microseconds now) {
  if (items(document, "devices").empty()) return style.legend ? "No AMD GPU found.\n" : "";
  Table table(style, {kHeadings.begin(), kHeadings.end()});
  table.narrow(narrowing());
  const auto all = items(document, "devices");
  for (const auto& device : all) table.add(cells_of(device, all, style, now));
  return table.text();
}

}  // namespace rmcp::client
