// SPDX-License-Identifier: MIT
// Which devices a rule is for.
#include "lib/gpu/match.hpp"

#include "lib/gpu/gfx.hpp"
#include "lib/text/words.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <set>
#include <string>

namespace rmcp {
namespace {

Device rx6600() {
  Device d;
  d.address = {0, 3, 0, 0};
  d.pci.vendor = kVendorAmd;
  d.pci.device = 0x73ff;
  d.pci.subsystem_vendor = 0x1458;
  d.pci.subsystem_device = 0x2334;
  d.pci.revision = 0xc7;
  d.binding.driver = "amdgpu";
  d.name = "AMD Radeon RX 6600";
  d.gfx = GfxTarget{10, 3, 2};
  d.placement.boot_vga = true;
  return d;
}

Truth ask(const std::string& key, std::vector<std::string> values,
          const Device& device = rx6600()) {
  return evaluate(Condition{key, std::move(values)}, device,
                  {.kernel = "6.12.95", .patched = false});
}

TEST(Match, ComparesIdsAsNumbers) {
  EXPECT_EQ(ask("device", {"0x73ff"}), Truth::yes);
  EXPECT_EQ(ask("device", {"0X73FF"}), Truth::yes);
  EXPECT_EQ(ask("device", {"73ff"}), Truth::yes);
  EXPECT_EQ(ask("device", {"0x73f*"}), Truth::yes);
  EXPECT_EQ(ask("device", {"0x73e0", "0x744c"}), Truth::no);
  EXPECT_EQ(ask("revision", {"0xC7"}), Truth::yes);
}

TEST(Match, TakesAnyOfSeveralValues) {
  EXPECT_EQ(ask("gfx", {"gfx1030", "gfx1032"}), Truth::yes);
  EXPECT_EQ(ask("gfx", {"gfx103?"}), Truth::yes);
  EXPECT_EQ(ask("generation", {"rdna2"}), Truth::yes);
  EXPECT_EQ(ask("name", {"*RX 6600*"}), Truth::yes);
  EXPECT_EQ(ask("kernel", {"6.12.*"}), Truth::yes);
  EXPECT_EQ(ask("address", {"0000:03:00.0"}), Truth::yes);
  EXPECT_EQ(ask("address", {"03:00.0"}), Truth::yes);
  EXPECT_EQ(ask("address", {"0000:03:*"}), Truth::yes);
}

TEST(Match, ReadsUniqueIdsAsPeopleWriteThem) {
  auto card = rx6600();
  card.identity.unique_id = 0x946d7e1ef9b172dd;
  for (const auto* id : {"946d7e1ef9b172dd", "0x946D7E1EF9B172DD", "946d*"}) {
    EXPECT_EQ(ask("unique_id", {id}, card), Truth::yes) << id;
  }
}

TEST(Match, TakesTheFirstDigitsOfAUniqueId) {
  auto card = rx6600();
  card.identity.unique_id = 0x946d7e1ef9b172dd;
  EXPECT_EQ(ask("unique_id", {"946d7e1e"}, card), Truth::yes);
  EXPECT_EQ(ask("unique_id", {"0x946D7E1EF"}, card), Truth::yes);
  EXPECT_EQ(ask("unique_id", {"946d7e1f"}, card), Truth::no);
  EXPECT_EQ(ask("unique_id", {"946d7e1"}, card), Truth::no) << "too few";
}

TEST(Match, ComparesTextWholeBeforeItIsAGlob) {
  auto card = rx6600();
  card.name = "Navi 31 [Radeon RX 7900 XT/7900 XTX]";
  EXPECT_EQ(ask("name", {"Navi 31 [Radeon RX 7900 XT/7900 XTX]"}, card), Truth::yes);
  EXPECT_EQ(ask("name", {"*[Radeon RX 7900 XT/7900 XTX]"}, card), Truth::yes);
  EXPECT_EQ(ask("name", {"*RX 7[89]00 XT*"}, card), Truth::yes) << "still a set";
  EXPECT_EQ(ask("name", {"RX 7900 XTX"}, card), Truth::no) << "a part is no match";
}

TEST(Match, IgnoresCase) {
  EXPECT_EQ(ask("name", {"*rx 6600*"}), Truth::yes);
  EXPECT_EQ(ask("generation", {"RDNA2"}), Truth::yes);
  EXPECT_EQ(ask("gfx", {"GFX103[0-4]"}), Truth::yes);
}

TEST(Match, UnknownFactsNeverMatch) {
  EXPECT_EQ(ask("external", {"true"}), Truth::unknown);
  EXPECT_EQ(ask("unique_id", {"*"}), Truth::unknown);
  auto bare = rx6600();
  bare.gfx.reset();
  EXPECT_EQ(ask("gfx", {"*"}, bare), Truth::unknown);
  EXPECT_EQ(ask("generation", {"*"}, bare), Truth::unknown);
}

TEST(Match, UnknownFactsDoNotMatchUnderNotEither) {
  const Match not_external{.all_of = {},
                           .negated = {{.all_of = {{"external", {"true"}}}, .negated = {}}}};
  EXPECT_EQ(evaluate(not_external, rx6600(), {}), Truth::unknown);
  auto internal = rx6600();
  internal.placement.external = false;
  EXPECT_EQ(evaluate(not_external, internal, {}), Truth::yes);
  internal.placement.external = true;
  EXPECT_EQ(evaluate(not_external, internal, {}), Truth::no);
}

TEST(Match, NegatedKeysCountTogether) {
  // not = { gfx = "gfx1032", boot_vga = false } excludes only what has both.
  const Match match{
      .all_of = {},
      .negated = {{.all_of = {{"gfx", {"gfx1032"}}, {"boot_vga", {"false"}}}, .negated = {}}}};
  EXPECT_EQ(evaluate(match, rx6600(), {}), Truth::yes);
}

TEST(Match, AFalseKeyDecidesWhateverIsUnknown) {
  const Match match{.all_of = {{"external", {"true"}}, {"driver", {"radeon"}}}, .negated = {}};
  EXPECT_EQ(evaluate(match, rx6600(), {}), Truth::no);
}

TEST(Match, NoKeysMatchEverything) { EXPECT_EQ(evaluate(Match{}, rx6600(), {}), Truth::yes); }

TEST(Match, ADeviceWithoutDriverHasDriverNone) {
  auto bare = rx6600();
  bare.binding.driver.clear();
  EXPECT_EQ(ask("driver", {"none"}, bare), Truth::yes);
}

TEST(Match, ChecksValues) {
  EXPECT_EQ(check_match_value("gfx", "gfx1032"), "");
  EXPECT_EQ(check_match_value("gfx", "gfx10*"), "");
  EXPECT_NE(check_match_value("gfx", "navi23"), "");
  EXPECT_NE(check_match_value("device", "RX 6600"), "");
  EXPECT_NE(check_match_value("external", "maybe"), "");
  EXPECT_NE(check_match_value("address", "slot 3"), "");
  EXPECT_NE(check_match_value("name", ""), "");
  EXPECT_NE(check_match_value("colour", "red"), "");
}

TEST(Match, KnowsTheWordsOfClosedSets) {
  for (const auto* good : {"rdna2", "RDNA2", "rdna*", "cdna3"})
    EXPECT_EQ(check_match_value("generation", good), "") << good;
  const auto wrong = check_match_value("generation", "rdna-2").text;
  EXPECT_NE(wrong.find("did you mean \"rdna2\"?"), wrong.npos) << wrong;
  for (const auto* good : {"amdgpu", "none", "vfio-pci", "vfio*"})
    EXPECT_EQ(check_match_value("driver", good), "") << good;
  EXPECT_NE(check_match_value("driver", "amdgpu-pro"), "");
  EXPECT_NE(check_match_value("driver", "nv*"), "");
  EXPECT_EQ(check_match_value("gfx", "1032").text,
            "'1032' is not a gfx target such as \"gfx1032\"; did you mean \"gfx1032\"?");
}

/// The words of the message about a generation that is none.
std::set<std::string, std::less<>> generations_of_matches() {
  const auto message = check_match_value("generation", "zzz").text;
  std::set<std::string, std::less<>> words;
  for (const auto word : split_words(message, " ,;:'\""))
    if (word.find_first_of("0123456789") != word.npos) words.emplace(word);
  return words;
}

TEST(Match, TakesTheGenerationsThatTargetsHaveAndNoOthers) {
  constexpr std::uint8_t kMost = 0xf;
  std::set<std::string, std::less<>> given;
  for (std::uint8_t major = 6; major <= kMost; ++major)
    for (std::uint8_t minor = 0; minor <= kMost; ++minor)
      for (std::uint8_t stepping = 0; stepping <= kMost; ++stepping)
        if (const auto word = generation_of({major, minor, stepping}); !word.empty())
          given.emplace(word);
  EXPECT_EQ(generations_of_matches(), given);
}

TEST(Match, ChecksUniqueIds) {
  for (const auto* good : {"5a2c91d0", "0x5A2C91D07be4f318", "5a2c*"})
    EXPECT_EQ(check_match_value("unique_id", good), "") << good;
  for (const auto* bad : {"5a2c", "5a2c91d07be4f3180", "serial 12345"})
    EXPECT_NE(check_match_value("unique_id", bad), "") << bad;
}

TEST(Glob, MatchesLikeAShell) {
  EXPECT_TRUE(glob("*", ""));
  EXPECT_TRUE(glob("a*c", "abbbc"));
  EXPECT_TRUE(glob("*b*d*", "abcde"));
  EXPECT_TRUE(glob("gfx10[13]?", "gfx1032"));
  EXPECT_FALSE(glob("gfx10[!3]?", "gfx1032"));
  EXPECT_TRUE(glob("[a-c]x", "bx"));
  EXPECT_FALSE(glob("a?c", "ac"));
  EXPECT_TRUE(glob("a[b", "a[b"));
  EXPECT_FALSE(glob("", "a"));
}

TEST(Glob, TakesLinearTimeOnHostilePatterns) {
  const std::string value(4000, 'a');
  std::string pattern;
  for (int i = 0; i < 40; ++i) pattern += "*a";
  EXPECT_FALSE(glob(pattern + "*b", value));
}

}  // namespace
}  // namespace rmcp
