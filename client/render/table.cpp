// SPDX-License-Identifier: MIT
// Tables and trees, by libsmartcols. Cells are made printable here, so that no caller can forget
// it.
#include "render/table.hpp"

#include "render/printable.hpp"

#include <libsmartcols/libsmartcols.h>

#include <cstdlib>
#include <new>

namespace rmcp::client {
namespace {

/// libsmartcols pads every column but the last, also before an empty one.
void append_line(std::string& result, std::string_view indent, std::string_view line) {
  const auto end = line.find_last_not_of(' ');
  if (end != std::string_view::npos) result.append(indent).append(line.substr(0, end + 1));
  result += '\n';
}

}  // namespace

void Table::Unref::operator()(libscols_table* table) const { scols_unref_table(table); }

Table::Table(const Style& style, const std::vector<std::string_view>& headings, bool tree)
    : table_(scols_new_table()), utf8_(style.utf8) {
  if (!table_) throw std::bad_alloc();
  auto* table = table_.get();
  scols_table_set_termforce(table, SCOLS_TERMFORCE_NEVER);  // we cut columns ourselves
  scols_table_set_column_separator(table, "  ");
  scols_table_enable_ascii(table, style.utf8 ? 0 : 1);
  scols_table_enable_colors(table, style.colour ? 1 : 0);
  scols_table_enable_noheadings(table, style.legend ? 0 : 1);
  for (std::size_t i = 0; i < headings.size(); ++i)
    scols_table_new_column(table, style.legend ? std::string(headings[i]).c_str() : "", 0,
                           tree && i == 0 ? SCOLS_FL_TREE : 0);
}

Table Table::plain(const Style& style, std::size_t columns, bool tree) {
  Style without = style;
  without.legend = false;
  return Table(without, std::vector<std::string_view>(columns, "-"), tree);
}

libscols_line* Table::add(const std::vector<Cell>& cells, libscols_line* parent) {
  auto* line = scols_table_new_line(table_.get(), parent);
  if (line == nullptr) throw std::bad_alloc();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    scols_line_set_data(line, i, printable(cells[i].text, utf8_).c_str());
    if (cells[i].colour != Colour::none)
      scols_cell_set_color(scols_line_get_cell(line, i),
                           std::string(sequence(cells[i].colour)).c_str());
  }
  return line;
}

bool Table::empty() const { return scols_table_is_empty(table_.get()) == 1; }

std::string Table::text(std::string_view indent) const {
  if (empty()) return "";
  char* printed = nullptr;
  if (scols_print_table_to_string(table_.get(), &printed) != 0) throw std::bad_alloc();
  const std::unique_ptr<char, decltype(&std::free)> owner(printed, &std::free);
  std::string result;
  std::string_view rest = printed;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    append_line(result, indent, rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return result;
}

}  // namespace rmcp::client
