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
  std::size_t coloured = std::string::npos;  // number of coloured bytes, from the start of the text

  Cell(std::string t, Colour c = Colour::none) : text(std::move(t)), colour(c) {}
  Cell(std::string_view t, Colour c = Colour::none) : text(t), colour(c) {}
  Cell(const char* t) : text(t) {}
  /// A coloured mark, followed by text without colour.
  Cell(std::string_view mark, Colour c, const std::string& t)
      : text(std::string(mark) + " " + t), colour(c), coloured(mark.size()) {}
};

/// A column that may be cut, and its minimum width; 0: dropped altogether.
struct Narrowing {
  std::size_t column;
  unsigned shortest;
  bool below = false;  // if dropped: its text goes below the line, wrapped
};

class Table {
 public:
  Table(const Style& style, const std::vector<std::string_view>& headings);

  /// Lines without headings.
  static Table plain(const Style& style, std::size_t columns);

  /// The columns to cut, in this order, while the lines are wider than the terminal. In a pipe
  /// nothing is cut.
  void narrow(std::vector<Narrowing> order) { narrowing_ = std::move(order); }

  /// Makes cells printable, so that no caller can forget it. Returns the line's number, for use as
  /// the parent of other lines in a tree.
  std::size_t add(std::vector<Cell> cells, std::optional<std::size_t> parent = std::nullopt);

  /// A text below this line, wrapped; several are below each other, an empty one is none.
  void add_below(std::size_t line, const std::string& text);

  [[nodiscard]] bool empty() const { return lines_.empty(); }
  /// All lines, each after `indent` and ended by a newline, without trailing blanks.
  [[nodiscard]] std::string text(std::string_view indent = "") const;

 private:
  struct Line {
    std::vector<Cell> cells;
    std::vector<std::size_t> children;
    bool is_child = false;
    std::vector<std::string> below = {};
  };
  /// A printed line: `branch` precedes its first cell, `below` its remark.
  struct Printed {
    const Line* line;
    std::string branch, below;
  };

  [[nodiscard]] std::vector<Printed> in_order() const;
  void append_children(const Line& parent, const std::string& stem,
                       std::vector<Printed>& out) const;
  [[nodiscard]] std::vector<unsigned> natural_widths(const std::vector<Printed>& lines) const;
  [[nodiscard]] std::string painted(const Cell& cell, const std::string& text) const;
  [[nodiscard]] std::string row(const std::vector<Cell>& cells, const std::string& branch,
                                const std::vector<unsigned>& widths) const;
  [[nodiscard]] std::vector<std::size_t> hung(const std::vector<unsigned>& natural,
                                              const std::vector<unsigned>& widths) const;
  [[nodiscard]] static std::string hung_text(const Line& line,
                                             const std::vector<std::size_t>& hung);
  [[nodiscard]] std::string remark(const Printed& printed, const std::string& text,
                                   std::string_view indent) const;

  Style style_;
  std::vector<Cell> headings_;
  std::vector<Narrowing> narrowing_;
  std::vector<Line> lines_;
};

}  // namespace rmcp::client
