// SPDX-License-Identifier: MIT
// Manifests that somebody has damaged: each is refused with a reason, or is what it says. The texts
// are those that the fuzzer starts from.
#include "lib/verify/manifest.hpp"
#include "manifest_flaw.hpp"
#include "tests/unit/config/support.hpp"

#include <gtest/gtest.h>

#include <random>

namespace rmcp::verify {
namespace {

using config::test::files_in;
using config::test::slurp;
using test::manifest_flaw;

std::vector<std::string> texts() {
  std::vector<std::string> out;
  for (const auto& file : files_in(RMCP_MANIFESTS, ".toml")) out.push_back(slurp(file));
  EXPECT_GE(out.size(), 3U);
  return out;
}

TEST(DamagedManifest, TheTextsThemselvesAreWhatTheirNamesSay) {
  EXPECT_TRUE(read_manifest("a.toml", slurp(RMCP_MANIFESTS "/whole.toml")).ok());
  EXPECT_TRUE(read_manifest("a.toml", slurp(RMCP_MANIFESTS "/elsewhere.toml")).elsewhere);
  EXPECT_FALSE(read_manifest("a.toml", slurp(RMCP_MANIFESTS "/wrong.toml")).ok());
}

TEST(DamagedManifest, ComponentsAreText) {
  const std::string head = "format = 1\nprefix = \"/opt/rocm\"\n[code]\n";
  EXPECT_TRUE(read_manifest("a.toml", head + "\"libx y.so\" = [\"gfx1030\"]\n").ok());
  const auto read = read_manifest("a.toml", head + "\"libx\\ty.so\" = [\"gfx1030\"]\n");
  ASSERT_EQ(read.diagnostics.size(), 1U);
  EXPECT_EQ(read.diagnostics[0].message,
            "code: line breaks and other control characters are not allowed");
}

TEST(DamagedManifest, EveryTruncationGivesAnAnswer) {
  for (const auto& text : texts())
    for (std::size_t length = 0; length <= text.size(); ++length)
      ASSERT_EQ(manifest_flaw(std::string_view(text).substr(0, length)), "") << length;
}

TEST(DamagedManifest, ThousandsOfMutationsGiveAnswers) {
  std::mt19937 random(20261125);
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  constexpr std::string_view kSpecial = "[]{}\"'=.,#\n\\ \xc3\xe3-_0z";
  std::size_t accepted = 0;
  for (const auto& whole : texts()) {
    for (int round = 0; round < 1500; ++round) {
      auto text = whole;
      for (auto left = below(3) + 1; left > 0; --left)
        text[below(text.size())] = kSpecial[below(kSpecial.size())];
      ASSERT_EQ(manifest_flaw(text), "") << text;
      if (read_manifest("a.toml", text).ok()) ++accepted;
    }
  }
  EXPECT_GT(accepted, 100U) << "else only refusals are looked at";
}

}  // namespace
}  // namespace rmcp::verify
