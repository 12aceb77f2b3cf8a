// SPDX-License-Identifier: MIT
// Every knob bears any text in its file, in policy and in a state file: the tables of the simulated
// cards, cut off and changed.
#include "knob_inputs.hpp"

#include <gtest/gtest.h>

#include <random>

namespace rmcp::test {
namespace {

const std::vector<KnobInput>& inputs() {
  static const auto all = knob_inputs(RMCP_CARDS);
  return all;
}

TEST(KnobFlaw, TheTablesOfTheCardsHaveNone) {
  ASSERT_GT(inputs().size(), 200u);
  for (const auto& input : inputs()) EXPECT_EQ(knob_flaw(input), "") << input.knob;
}

TEST(KnobFlaw, AnInputIsTheSameAfterItWasData) {
  for (const auto& input : inputs()) {
    const auto again = knob_input(to_data(input));
    EXPECT_EQ(again.knob, input.knob);
    EXPECT_EQ(again.reading.raw, input.reading.raw);
    EXPECT_EQ(again.reading.companions, input.reading.companions);
    EXPECT_EQ(again.policy, input.policy);
  }
}

TEST(KnobFlaw, ATextHasNoneWhereverItIsCutOff) {
  for (auto input : inputs()) {
    const auto whole = input.reading.raw;
    const auto step = whole.size() / 40 + 1;
    for (std::size_t length = 0; length < whole.size(); length += step) {
      input.reading.raw = whole.substr(0, length);
      ASSERT_EQ(knob_flaw(input), "") << input.knob << "\n" << input.reading.raw;
    }
  }
}

TEST(KnobFlaw, AChangedTextHasNone) {
  constexpr std::string_view kBytes = "0123456789-+*:,.@ \n\t%xMHzmVWCS\"'\\/aZ~";
  constexpr int kRounds = 20, kChanges = 3;
  std::minstd_rand random(1);
  const auto below = [&](std::size_t n) { return random() % n; };
  for (const auto& input : inputs()) {
    const auto data = to_data(input);
    for (int round = 0; round < kRounds; ++round) {
      auto changed = data;
      for (int i = 0; i < kChanges; ++i)
        changed[input.knob.size() + 1 + below(data.size() - input.knob.size() - 1)] =
            kBytes[below(kBytes.size())];
      ASSERT_EQ(knob_flaw(knob_input(changed)), "") << changed;
    }
  }
}

TEST(KnobFlaw, ValuesThatNobodyWouldWriteHaveNone) {
  constexpr const char* kTexts[] = {"",
                                    "+",
                                    "-",
                                    "+newbit",
                                    "+a  +b",
                                    "0x",
                                    "min",
                                    "auto",
                                    "%",
                                    "0 %",
                                    "-0 W",
                                    "99999999999999999999 W",
                                    "9223372036854775807",
                                    "-9223372036854775808 mV",
                                    "0: 1 MHz",
                                    "all",
                                    "0 1 99",
                                    "{}"};
  for (auto input : inputs())
    for (const auto* text : kTexts) {
      input.policy = input.bytes = text;
      ASSERT_EQ(knob_flaw(input), "") << input.knob << " " << text;
      auto shown = input;
      shown.reading.raw = text;
      for (auto& [name, companion] : shown.reading.companions) companion = text;
      ASSERT_EQ(knob_flaw(shown), "") << input.knob << " shows " << text;
    }
}

}  // namespace
}  // namespace rmcp::test
