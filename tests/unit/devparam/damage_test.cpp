// SPDX-License-Identifier: MIT
// Policies that somebody has damaged: the module's reader and one of another build say the same of
// each.
#include "policy_flaw.hpp"
#include "policy_reader.hpp"

#include <gmock/gmock.h>

#include <random>

namespace rmcp::test {
namespace {

const std::vector<std::string> whole_policies = {
    "1002:731f/noretry=1/dc=0;0000:03:00.0/lockup_timeout=1000,2000/noretry=0\n",
    "*/noretry=1;1002:731F:1458:2313/noretry=2/virtual_display='0000:03:00.0,1;x y'/a=''\n",
    "10000:e1:1f.7/ip_block_mask=0x3;00000:03:00.0/a=1;*/a=2/b=3\n\n1002:731f/b=4",
};

/// Pieces that a grammar stumbles over, and single characters.
std::string random_piece(std::mt19937& random) {
  static const std::vector<std::string> pieces = {"/",          "=",
                                                  ";",          "'",
                                                  "\n",         "''",
                                                  "\"",         " ",
                                                  "*",          "*/a=1",
                                                  "/a=1",       ";*/noretry=",
                                                  "'/b='",      ":",
                                                  ".",          "8",
                                                  "g",          "1002:731f",
                                                  "0000:",      "03:00.0/",
                                                  ":1458:2313", "/noretry='1'",
                                                  "\x7f",       "\xff",
                                                  "_",          "A",
                                                  "\t"};
  return pieces[std::uniform_int_distribution<std::size_t>(0, pieces.size() - 1)(random)];
}

std::string damaged(std::string text, std::mt19937& random) {
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  for (auto left = below(4) + 1; left > 0 && !text.empty(); --left) {
    const auto at = below(text.size());
    switch (below(4)) {
      case 0:
        text.erase(at, below(4) + 1);
        break;
      case 1:
        text.insert(at, random_piece(random));
        break;
      case 2:
        text.insert(at, text.substr(below(text.size()), below(24)));
        break;
      default:
        text[at] = static_cast<char>(below(255) + 1);
        break;
    }
  }
  return text;
}

TEST(DamagedDevparamPolicy, EveryTruncationIsReadAsByAnotherReader) {
  for (const auto& whole : whole_policies)
    for (std::size_t length = 0; length <= whole.size(); ++length)
      EXPECT_EQ(devparam_flaw(whole.substr(0, length)), "") << whole.substr(0, length);
}

TEST(DamagedDevparamPolicy, ManyThousandsOfMutationsAreReadAsByAnotherReader) {
  std::mt19937 random(20261129);
  std::size_t accepted = 0, refused = 0;
  for (int round = 0; round < 30000; ++round) {
    auto text = whole_policies[static_cast<std::size_t>(round) % whole_policies.size()];
    if (round % 5 == 0) text += whole_policies[0];
    text = damaged(text, random);
    ASSERT_EQ(devparam_flaw(text), "") << text;
    ++(read_devparam(text).fault.empty() ? accepted : refused);
  }
  // Both kinds have been there.
  EXPECT_GT(accepted, 1000U);
  EXPECT_GT(refused, 1000U);
}

TEST(DamagedDevparamPolicy, ATextOfOneCharacterIsReadAsByAnotherReader) {
  for (const std::string pattern : {"", "*/a=", "*/a='", "*/a=''", "*/", "*", "1002:731f"})
    for (int c = 1; c < 256; ++c)
      for (const auto* rest : {"", "/a=1", "'"}) {
        const auto text = pattern + static_cast<char>(c) + rest;
        EXPECT_EQ(devparam_flaw(text), "") << text;
      }
}

TEST(DamagedDevparamPolicy, APageOfTheSmallestRulesIsRead) {
  std::string text;
  for (int i = 0; text.size() + 8 < 4094; ++i) text += "/" + std::to_string(i) + "=1";
  text.insert(0, "*");
  EXPECT_EQ(devparam_flaw(text), "");
  EXPECT_EQ(devparam_flaw(std::string(4094, ';')), "");
  EXPECT_EQ(devparam_flaw(std::string(4095, ';')), "");
}

}  // namespace
}  // namespace rmcp::test
