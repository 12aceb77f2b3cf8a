// SPDX-License-Identifier: MIT
// Each file of tests/policy/good means exactly what stands in the .dump beside it.
#include "support.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace rmcp::config::test {
namespace {

class GoodPolicy : public testing::TestWithParam<std::string> {
 protected:
  static Loaded load() {
    return parse_policy({toml::SourceFile{GetParam(), slurp(GetParam()), false}});
  }
};

TEST_P(GoodPolicy, MeansWhatItsDumpSays) {
  const auto loaded = load();
  EXPECT_EQ(messages(loaded), std::vector<std::string>{});
  const auto dump_file = std::filesystem::path(GetParam()).replace_extension(".dump").string();
  EXPECT_EQ(dump(loaded.policy), slurp(dump_file));
}

TEST_P(GoodPolicy, MeansTheSameWhenItsKeptSourcesAreReadAgain) {
  const auto first = load();
  const auto again = parse_policy(first.sources);
  EXPECT_TRUE(again.ok());
  EXPECT_EQ(dump(again.policy), dump(first.policy));
  EXPECT_EQ(again.sources, first.sources);
  EXPECT_EQ(again.policy.files, first.policy.files);
}

/// The same text with the line ends and the mark that editors on other systems leave.
TEST_P(GoodPolicy, MeansTheSameWithCarriageReturnsAndByteOrderMark) {
  std::string text = "\xef\xbb\xbf";
  for (const char c : slurp(GetParam()))
    text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const auto loaded = parse_policy({toml::SourceFile{GetParam(), text, false}});
  EXPECT_EQ(messages(loaded), std::vector<std::string>{});
  EXPECT_EQ(dump(loaded.policy), dump(load().policy));
}

INSTANTIATE_TEST_SUITE_P(Corpus, GoodPolicy,
                         testing::ValuesIn(files_in(RMCP_POLICY_CORPUS "/good", ".toml")),
                         [](const auto& test) { return test_name(test.param); });

}  // namespace
}  // namespace rmcp::config::test
