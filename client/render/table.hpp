// SPDX-License-Identifier: MIT
// Tables and trees, by libsmartcols.
#pragma once
#include "render/style.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct libscols_table;
struct libscols_line;

namespace rmcp::client {

struct Cell {
  std::string text;
  Colour colour = Colour::none;

  Cell(std::string t, Colour c = Colour::none) : text(std::move(t)), colour(c) {}
  Cell(std::string_view t, Colour c = Colour::none) : text(t), colour(c) {}
  Cell(const char* t) : text(t) {}
};

class Table {
 public:
  /// With `tree` the first column holds the branches.
  Table(const Style& style, const std::vector<std::string_view>& headings, bool tree = false);

  /// Lines without headings.
  static Table plain(const Style& style, std::size_t columns, bool tree = false);

  libscols_line* add(const std::vector<Cell>& cells, libscols_line* parent = nullptr);

  bool empty() const;
  /// All lines, each after `indent` and ended by a newline, without blanks at their ends.
  std::string text(std::string_view indent = "") const;

 private:
  struct Unref {
    void operator()(libscols_table* table) const;
  };
  std::unique_ptr<libscols_table, Unref> table_;
  bool utf8_;
};

}  // namespace rmcp::client
