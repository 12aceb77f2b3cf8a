// SPDX-License-Identifier: MIT
// Tables and trees as they are drawn.
#include "client/render/table.hpp"

#include "client/render/columns.hpp"

#include <gtest/gtest.h>

namespace rmcp::client {
namespace {

Style of_width(unsigned width) {
  Style style;
  style.width = width;
  return style;
}

TEST(Table, AlignsColumnsAndLeavesNoBlanksAtTheEndOfLines) {
  Table table(Style{}, {"A", "B", "C"});
  table.add({"one", "", ""});
  table.add({"x", "", "three"});
  EXPECT_EQ(table.text(), "A    B  C\none\nx       three\n");
}

TEST(Table, PutsColoursAroundTheTextAndNotAroundTheBlanks) {
  Style style;
  style.colour = true;
  Table table(style, {"STATE", "NOTE"});
  table.add({Cell(std::string("held"), Colour::yellow), "x"});
  EXPECT_EQ(table.text(), "\033[1mSTATE\033[0m  \033[1mNOTE\033[0m\n\033[33mheld\033[0m   x\n");
}

TEST(Table, ColoursTheMarkAlone) {
  Style style;
  style.colour = true;
  auto table = Table::plain(style, 1);
  table.add({Cell("●", Colour::green, "0000:03:00.0")});
  EXPECT_EQ(table.text(), "\033[32m●\033[0m 0000:03:00.0\n");
}

TEST(Table, CutsColouredTextBetweenItsEscapeSequences) {
  Style style = of_width(9);
  style.colour = true;
  auto table = Table::plain(style, 2);
  table.narrow({{0, 3}});
  table.add({Cell(std::string("degraded"), Colour::red), "why"});
  EXPECT_EQ(table.text(), "\033[31mdeg…\033[0m  why\n");
}

TEST(Tree, DrawsBranchesInTheOrderOfParentsWhateverTheOrderOfLines) {
  auto table = Table::plain(Style{}, 2);
  const auto root = table.add({"root"});
  const auto a = table.add({"a"}, root);
  const auto b = table.add({"b"}, root);
  table.add({"b1", "1"}, b);
  table.add({"a1", "2"}, a);
  table.add({"a2", "3"}, a);
  EXPECT_EQ(table.text(), "root\n├─a\n│ ├─a1  2\n│ └─a2  3\n└─b\n  └─b1  1\n");
}

TEST(Tree, PutsRemarksBelowTheirLinesWhereTheTerminalIsNarrow) {
  const auto text_at = [](unsigned width) {
    auto table = Table::plain(of_width(width), 2);
    table.narrow({{1, 0, true}});
    const auto root = table.add({"root"});
    table.add({"first", "refused by the card, which shows another value"}, root);
    table.add({"last"}, root);
    return table.text();
  };
  EXPECT_EQ(text_at(80), "root\n├─first  refused by the card, which shows another value\n└─last\n");
  EXPECT_EQ(text_at(40),
            "root\n├─first\n│     refused by the card, which shows\n│     another value\n└─last\n");
}

TEST(Table, CutsNothingInAPipe) {
  Table table(Style{}, {"A", "B"});
  table.narrow({{0, 1}, {1, 0}});
  table.add({std::string(300, 'a'), "b"});
  EXPECT_NE(table.text().find(std::string(300, 'a') + "  b\n"), std::string::npos);
}

TEST(Wrap, BreaksAtBlanksAndKeepsLongWords) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrap("one two three", 8), (Lines{"one two", "three"}));
  EXPECT_EQ(wrap("a incomprehensibilities b", 5), (Lines{"a", "incomprehensibilities", "b"}));
  EXPECT_EQ(wrap("", 5), Lines{});
}

}  // namespace
}  // namespace rmcp::client
