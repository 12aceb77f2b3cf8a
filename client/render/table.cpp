// SPDX-License-Identifier: MIT
// Formats tables and trees.
#include "client/render/table.hpp"

#include "client/render/columns.hpp"
#include "client/render/fit.hpp"
#include "lib/text/printable.hpp"

#include <algorithm>

namespace rmcp::client {
namespace {

constexpr unsigned kGap = 2;
constexpr unsigned kShortestRemark = 24;  // beside a deep tree on a narrow terminal
constexpr std::string_view kRemarkIndent = "    ";
constexpr std::string_view kNothing = "-";

struct Branches {
  std::string_view child, last_child, passing, none;
};
constexpr Branches kUtf8{"├─", "└─", "│ ", "  "};
constexpr Branches kAscii{"|-", "`-", "| ", "  "};

void trim(std::string& line) { line.resize(line.find_last_not_of(' ') + 1); }

}  // namespace

Table::Table(const Style& style, const std::vector<std::string_view>& headings) : style_(style) {
  for (const auto heading : headings) headings_.emplace_back(heading, Colour::bold);
}

Table Table::plain(const Style& style, std::size_t columns) {
  Style without = style;
  without.legend = false;
  return Table(without, std::vector<std::string_view>(columns));
}

std::size_t Table::add(std::vector<Cell> cells, std::optional<std::size_t> parent) {
  for (auto& cell : cells) cell.text = printable(cell.text, style_.utf8);
  cells.resize(headings_.size(), "");
  lines_.push_back({.cells = std::move(cells), .children = {}, .is_child = parent.has_value()});
  if (parent) lines_[*parent].children.push_back(lines_.size() - 1);
  return lines_.size() - 1;
}

void Table::add_below(std::size_t line, const std::string& text) {
  if (!text.empty()) lines_[line].below.push_back(printable(text, style_.utf8));
}

void Table::append_children(const Line& parent, const std::string& stem,
                            std::vector<Printed>& out) const {
  const Branches& draw = style_.utf8 ? kUtf8 : kAscii;
  for (const auto child : parent.children) {
    const bool last = child == parent.children.back();
    const auto below = stem + std::string(last ? draw.none : draw.passing);
    out.push_back({&lines_[child], stem + std::string(last ? draw.last_child : draw.child), below});
    append_children(lines_[child], below, out);
  }
}

std::vector<Table::Printed> Table::in_order() const {
  std::vector<Printed> out;
  for (const auto& line : lines_) {
    if (line.is_child) continue;
    out.push_back({&line, "", ""});
    append_children(line, "", out);
  }
  return out;
}

std::vector<unsigned> Table::natural_widths(const std::vector<Printed>& lines) const {
  std::vector<unsigned> widths(headings_.size());
  const auto measure = [&](const std::vector<Cell>& cells, unsigned branch) {
    for (std::size_t i = 0; i < widths.size(); ++i)
      widths[i] = std::max(widths[i], columns(cells[i].text) + (i == 0 ? branch : 0));
  };
  if (style_.legend) measure(headings_, 0);
  for (const auto& printed : lines) measure(printed.line->cells, columns(printed.branch));
  return widths;
}

std::string Table::painted(const Cell& cell, const std::string& text) const {
  if (cell.coloured >= text.size()) return paint(style_, cell.colour, text);
  return paint(style_, cell.colour, text.substr(0, cell.coloured)) + text.substr(cell.coloured);
}

std::string Table::row(const std::vector<Cell>& cells, const std::string& branch,
                       const std::vector<unsigned>& widths) const {
  std::string line = branch;
  unsigned blanks = 0;  // before the next cell, if there is one
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] == 0) continue;
    const unsigned taken = i == 0 ? columns(branch) : 0;
    const auto text = cut(cells[i].text, widths[i] - std::min(widths[i], taken), style_.utf8);
    const unsigned width = columns(text);
    if (!text.empty()) line.append(blanks, ' ').append(painted(cells[i], text));
    blanks = (text.empty() ? blanks : 0) + widths[i] - std::min(widths[i], taken + width) + kGap;
  }
  return line;
}

/// The dropped columns that go below the line, in order.
std::vector<std::size_t> Table::hung(const std::vector<unsigned>& natural,
                                     const std::vector<unsigned>& widths) const {
  std::vector<std::size_t> columns;
  for (const auto& [column, shortest, below] : narrowing_)
    if (below && widths[column] == 0 && natural[column] > 0) columns.push_back(column);
  std::sort(columns.begin(), columns.end());
  return columns;
}

std::string Table::hung_text(const Line& line, const std::vector<std::size_t>& hung) {
  std::string text;
  for (const auto column : hung) {
    const auto& cell = line.cells[column].text;
    if (cell.empty() || cell == kNothing) continue;
    text.append(text.empty() ? "" : ", ").append(cell);
  }
  return text;
}

std::string Table::remark(const Printed& printed, const std::string& text,
                          std::string_view indent) const {
  const auto head = std::string(indent).append(printed.below).append(kRemarkIndent);
  if (style_.width == 0) return text.empty() ? "" : head + text + "\n";
  const unsigned left = style_.width - std::min(style_.width, columns(head));
  std::string result;
  for (const auto& line : wrap(text, std::max(kShortestRemark, left))) result += head + line + "\n";
  return result;
}

std::string Table::text(std::string_view indent) const {
  const auto lines = in_order();
  if (lines.empty()) return "";
  const auto natural = natural_widths(lines);
  auto widths = natural;
  if (style_.width > 0) {
    const unsigned limit = style_.width - std::min(style_.width, columns(indent));
    widths = fitted_widths(natural, narrowing_, limit, kGap);
  }
  const auto below = hung(natural, widths);
  std::string result;
  const auto append = [&](std::string line) {
    trim(line);
    result.append(line.empty() ? "" : indent).append(line) += '\n';
  };
  if (style_.legend) append(row(headings_, "", widths));
  for (const auto& printed : lines) {
    append(row(printed.line->cells, printed.branch, widths));
    result += remark(printed, hung_text(*printed.line, below), indent);
    for (const auto& text : printed.line->below) result += remark(printed, text, indent);
  }
  return result;
}

}  // namespace rmcp::client
