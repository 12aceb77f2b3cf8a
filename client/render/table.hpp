// SPDX-License-Identifier: MIT
// Tables and trees that fit the terminal.
#pragma once
#include "client/render/style.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

struct Cell {
  std::string text;
  Colour colour = Colour::none;
  std::size_t coloured = std::string::npos;  // bytes of the text, from its start

  Cell(std::string t, Colour c = Colour::none) : text(std::move(t)), colour(c) {}
  Cell(std::string_view t, Colour c = Colour::none) : text(t), colour(c) {}
  Cell(const char* t) : text(t) {}
  /// A mark, which alone is coloured, and a text.
  Cell(std::string_view mark, Colour c, const std::string& t)
      : text(std::string(mark) + " " + t), colour(c), coloured(mark.size()) {}
};

/// A column that may be cut, and to how many columns of the terminal; 0: left out altogether.
struct Narrowing {
  std::size_t column;
  unsigned shortest;
  bool below = false;  // when left out: its text goes below the line, wrapped
};

class Table {
 public:
  Table(const Style& style, const std::vector<std::string_view>& headings);

  /// Lines without headings.
  static Table plain(const Style& style, std::size_t columns);

  /// What gives way, in this order, while the lines are wider than the terminal. In a pipe nothing
  /// is cut.
  void narrow(std::vector<Narrowing> order) { narrowing_ = std::move(order); }

  /// Cells are made printable here, so that no caller can forget it. Returns the line's number, to
  /// be the parent of others in a tree.
  std::size_t add(std::vector<Cell> cells, std::optional<std::size_t> parent = std::nullopt);

  bool empty() const { return lines_.empty(); }
  /// All lines, each after `indent` and ended by a newline, without blanks at their ends.
  std::string text(std::string_view indent = "") const;

 private:
  struct Line {
    std::vector<Cell> cells;
    std::vector<std::size_t> children;
    bool is_child = false;
  };
  /// A line as it is printed: `branch` stands before its first cell, `below` before its remark.
  struct Printed {
    const Line* line;
    std::string branch, below;
  };

  std::vector<Printed> in_order() const;
  void append_children(const Line& parent, const std::string& stem,
                       std::vector<Printed>& out) const;
  std::vector<unsigned> natural_widths(const std::vector<Printed>& lines) const;
  std::string painted(const Cell& cell, const std::string& text) const;
  std::string row(const std::vector<Cell>& cells, const std::string& branch,
                  const std::vector<unsigned>& widths) const;
  std::vector<std::size_t> hung(const std::vector<unsigned>& natural,
                                const std::vector<unsigned>& widths) const;
  std::string remark(const Printed& printed, const std::vector<std::size_t>& hung,
                     std::string_view indent) const;

  Style style_;
  std::vector<Cell> headings_;
  std::vector<Narrowing> narrowing_;
  std::vector<Line> lines_;
};

}  // namespace rmcp::client
