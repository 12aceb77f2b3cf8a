// SPDX-License-Identifier: MIT
// The table of `rmcpctl list`.
#include "render/list.hpp"

#include "render/printable.hpp"
#include "render/table.hpp"

#include <algorithm>
#include <array>

namespace rmcp::client {
namespace {

enum Column { kDevice, kName, kGfx, kDriver, kProfile, kState, kNote, kColumns };
using Row = std::array<std::string, kColumns>;

constexpr std::array<std::string_view, kColumns> kHeadings = {"  DEVICE", "NAME",  "GFX", "DRIVER",
                                                              "PROFILE",  "STATE", "NOTE"};
constexpr unsigned kSeparator = 2;
constexpr unsigned kShortestName = 12;  // "AMD Radeon …" still says something
constexpr unsigned kShortestNote = 8;

std::string or_dash(std::string value) { return value.empty() ? "-" : value; }

Row row_of(const Json& device, const Style& style) {
  const auto field = [&](std::string_view key) { return printable(text(device, key), style.utf8); };
  Row row;
  row[kDevice] = std::string(marker(text(device, "state"), style)) + " " + field("address");
  row[kName] = or_dash(field("name"));
  row[kGfx] = or_dash(field("gfx"));
  row[kDriver] = or_dash(field("driver"));
  row[kProfile] = or_dash(field("profile"));
  row[kState] = or_dash(field("state"));
  row[kNote] = field("note");
  return row;
}

unsigned width_of(const std::vector<Row>& rows, Column column, bool headings) {
  unsigned width = headings ? columns(kHeadings[column]) : 0;
  for (const auto& row : rows) width = std::max(width, columns(row[column]));
  return width;
}

/// Cuts one column by what the table is too wide, but not below `shortest`. Returns what is left.
unsigned cut_column(std::vector<Row>& rows, Column column, unsigned excess, unsigned shortest,
                    const Style& style) {
  const unsigned width = width_of(rows, column, style.legend);
  if (excess == 0 || width <= shortest) return excess;
  const unsigned wanted = std::max(shortest, width - std::min(excess, width));
  for (auto& row : rows) row[column] = cut(row[column], wanted, style.utf8);
  return excess - (width - wanted);
}

void fit(std::vector<Row>& rows, const Style& style) {
  if (style.width == 0) return;
  unsigned total = (kColumns - 1) * kSeparator;
  for (unsigned c = 0; c < kColumns; ++c)
    total += width_of(rows, static_cast<Column>(c), style.legend);
  unsigned excess = total > style.width ? total - style.width : 0;
  excess = cut_column(rows, kName, excess, kShortestName, style);
  cut_column(rows, kNote, excess, kShortestNote, style);
}

}  // namespace

std::string_view marker(std::string_view state, const Style& style) {
  const bool left_alone = state == "unmanaged" || state == "absent";
  if (style.utf8) return left_alone ? "○" : "●";
  return left_alone ? "o" : "*";
}

std::string render_list(const Json& document, const Style& style) {
  std::vector<Row> rows;
  for (const auto& device : items(document, "devices")) rows.push_back(row_of(device, style));
  if (rows.empty()) return style.legend ? "No AMD GPU found.\n" : "";
  fit(rows, style);
  Table table(style, {kHeadings.begin(), kHeadings.end()});
  for (const auto& row : rows) {
    std::vector<Cell> cells(row.begin(), row.end());
    cells[kState].colour = colour_of(row[kState]);
    table.add(cells);
  }
  return table.text();
}

}  // namespace rmcp::client
