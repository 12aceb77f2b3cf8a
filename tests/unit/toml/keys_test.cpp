// SPDX-License-Identifier: MIT
// Tables read by their keys.
#include "lib/toml/keys.hpp"

#include "lib/toml/text_field.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using namespace rmcp;
using testing::ElementsAre;

using Names = std::vector<std::string>;

void note(const toml::Entry& entry, Names& names, toml::Complaints&) { names.push_back(entry.key); }

constexpr toml::Key<Names> kNoting[] = {
    {"format", toml::skip_key}, {"first", note}, {"second", note}};

constexpr std::string_view kText = "second = 1\nsecnod = 1\nformat = 1\nfirst = 1\n";

std::vector<std::string> messages(toml::Complaints& complaints) {
  std::vector<std::string> out;
  for (const auto& diagnostic : complaints.release()) out.push_back(to_string(diagnostic));
  return out;
}

TEST(TableOfKeys, IsReadInTheOrderOfTheFile) {
  toml::Complaints complaints("x.toml");
  Names names;
  toml::read_keys(*toml::read_root(kText, complaints), kNoting, " in a list", names, complaints);
  EXPECT_THAT(names, ElementsAre("second", "first"));
  EXPECT_THAT(messages(complaints),
              ElementsAre("x.toml:2:1: error: unknown key 'secnod' in a list; did you mean "
                          "'second'?"));
}

TEST(TableOfKeys, IsReadInTheOrderOfItsReadersWhenTheyDependOnEachOther) {
  toml::Complaints complaints("x.toml");
  Names names;
  toml::read_keys_in_turn(*toml::read_root(kText, complaints), kNoting, "", names, complaints);
  EXPECT_THAT(names, ElementsAre("first", "second"));
  EXPECT_THAT(messages(complaints),
              ElementsAre("x.toml:2:1: error: unknown key 'secnod'; did you mean 'second'?"));
}

TEST(TableOfKeys, HasNoRootInAFormatThatIsNotKnown) {
  toml::Complaints complaints("x.toml");
  EXPECT_FALSE(toml::read_root("format = 2\n", complaints));
  EXPECT_FALSE(toml::read_root("format = [\n", complaints));
  EXPECT_EQ(complaints.count(), 2u);
}

TEST(TableOfKeys, IsWantedWhereSomethingElseStands) {
  toml::Complaints complaints("x.toml");
  const auto root = toml::read_root("format = 1\nunit = 'a'\nsystem = 1\n", complaints);
  EXPECT_EQ(toml::expect_table((*root)[1].value, "unit", complaints), nullptr);
  EXPECT_EQ(toml::expect_section((*root)[2], "[system]", complaints), nullptr);
  EXPECT_THAT(messages(complaints),
              ElementsAre("x.toml:2:8: error: unit: expected a table, found a string",
                          "x.toml:3:1: error: system: expected a table, [system], found an "
                          "integer"));
}

TEST(ChoiceField, IsOneOfItsWords) {
  constexpr std::string_view words[] = {"start", "wait"};
  toml::Complaints complaints("x.toml");
  const auto root = toml::read_root("format = 1\na = 'wait'\nb = 'later'\nc = 1\n", complaints);
  EXPECT_EQ(toml::read_word((*root)[1], words, complaints), 1u);
  EXPECT_EQ(toml::read_word((*root)[2], words, complaints), std::nullopt);
  EXPECT_EQ(toml::read_flag((*root)[3], complaints), std::nullopt);
  EXPECT_THAT(messages(complaints),
              ElementsAre("x.toml:3:5: error: b: 'later' is not one of start, wait",
                          "x.toml:4:5: error: c: expected true or false, found an integer"));
}

}  // namespace
