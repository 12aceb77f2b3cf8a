// SPDX-License-Identifier: MIT
// What is said about rules and the cards of a machine.
#include "lib/policy/rule_cards.hpp"

#include "lib/policy/library_advice.hpp"
#include "tests/unit/policy_builder.hpp"

#include <gmock/gmock.h>

namespace rmcp::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Device card(std::uint8_t bus, std::uint16_t id, const std::string& name) {
  Device device;
  device.address = {0, bus, 0, 0};
  device.pci.vendor = kVendorAmd;
  device.pci.device = id;
  device.name = name;
  device.binding.driver = "amdgpu";
  device.placement.external = bus == 0x3f;
  return device;
}

const Device kSmall = card(3, 0x73ff, "AMD Radeon RX 6600");
const Device kBox = card(0x3f, 0x744c, "Navi 31 [Radeon RX 7900 XT/7900 XTX]");

Match match(std::vector<Condition> all_of) { return {.all_of = std::move(all_of), .negated = {}}; }

Rule rule_for(std::vector<Condition> all_of) {
  return rule("x", match(std::move(all_of)), {setting(kRuntimePm, "on")});
}

/// The messages about this one rule.
std::vector<std::string> said(const Rule& one, const std::vector<Device>& present = {kSmall, kBox},
                              const std::vector<KnownDevice>& known = {}) {
  Policy policy;
  policy.rules = {one};
  const Machine machine{.kernel = "6.12.1", .patched = false};
  std::vector<std::string> out;
  for (const auto& d :
       advise_on_cards(policy, cards_here(present, known, policy, machine), machine)) {
    EXPECT_EQ(d.severity, Severity::advice);
    out.push_back(d.message);
  }
  return out;
}

TEST(RuleCards, ARuleThatFitsIsNotMentioned) {
  EXPECT_THAT(said(rule_for({{"name", {"*RX 6600*"}}})), IsEmpty());
  EXPECT_THAT(said(rule_for({})), IsEmpty());
}

TEST(RuleCards, ANameOfAnotherDatabaseIsAnsweredWithTheId) {
  EXPECT_THAT(said(rule_for({{"external", {"true"}}, {"name", {"*RX 7900 XTX*"}}}),
                   {kSmall, card(0x3f, 0x744c, "Navi 31 [Radeon 7900]")}),
              ElementsAre("rule 'x' fits no card here: the nearest is 0000:3f:00.0, whose name is "
                          "'Navi 31 [Radeon 7900]'; on this machine, match device = \"0x744c\""));
}

TEST(RuleCards, APartOfANameNeedsStars) {
  EXPECT_THAT(
      said(rule_for({{"name", {"RX 6600"}}})),
      ElementsAre("rule 'x' fits no card here: the nearest is 0000:03:00.0, whose name is "
                  "'AMD Radeon RX 6600'; for a part of a name, match name = \"*RX 6600*\""));
}

TEST(RuleCards, TheNearestHasTheFewestDifferences) {
  EXPECT_THAT(
      said(rule_for({{"external", {"false"}}, {"device", {"0x744c"}}, {"vendor", {"1002"}}})),
      ElementsAre(HasSubstr("the nearest is 0000:03:00.0, whose device is '0x73ff'")))
      << "equal numbers of differences: the more alike, then the first";
  EXPECT_THAT(said(rule_for({{"alias", {"egpu"}}})), ElementsAre(HasSubstr("which has no alias")));
}

TEST(RuleCards, EachDifferenceOfTheNearestIsNamed) {
  EXPECT_THAT(said(rule_for({{"external", {"true"}}, {"device", {"0x73ff"}}}), {kSmall}),
              ElementsAre(HasSubstr("0000:03:00.0, which is not external")));
  EXPECT_THAT(
      said(rule_for({{"apu", {"true"}}, {"driver", {"radeon"}}}), {kSmall}),
      ElementsAre(HasSubstr("of which nothing says whether it is an APU and whose driver is "
                            "'amdgpu'")));
  auto excluding = rule_for({{"device", {"0x73ff"}}});
  excluding.match.negated = {match({{"external", {"false"}}})};
  EXPECT_THAT(said(excluding, {kSmall}), ElementsAre(HasSubstr("which its 'not' excludes")));
}

TEST(RuleCards, ARememberedCardCounts) {
  const KnownDevice gone{.device = kBox, .present = false};
  EXPECT_THAT(said(rule_for({{"device", {"0x744c"}}}), {kSmall}, {gone}), IsEmpty());
  EXPECT_THAT(said(rule_for({{"device", {"0x744d"}}}), {kSmall}, {gone}),
              ElementsAre(HasSubstr("0000:3f:00.0 (absent), whose device is '0x744c'")));
}

TEST(RuleCards, SomeMissesAreNoSurprise) {
  EXPECT_THAT(said(rule_for({{"gfx", {"gfx1010"}}}), {}), IsEmpty()) << "no card at all";
  EXPECT_THAT(said(rule_for({{"kernel", {"6.1.*"}}, {"device", {"0x73ff"}}})), IsEmpty())
      << "on another kernel";
  auto optional = rule_for({{"device", {"0x1234"}}});
  EXPECT_THAT(said(optional), testing::SizeIs(1));
  optional.optional = true;
  EXPECT_THAT(said(optional), IsEmpty());
}

TEST(RuleCards, ANameThatIsOnlyAnIdWillNotStay) {
  const auto nameless = card(3, 0x7590, "1002:7590");
  EXPECT_THAT(said(rule_for({{"name", {"1002:7590"}}}), {nameless}),
              ElementsAre(HasSubstr("is only its id and changes once libdrm or hwdata know the "
                                    "card: match device = \"0x7590\"")));
  EXPECT_THAT(said(rule_for({{"name", {"*"}}}), {nameless}), IsEmpty());
}

TEST(RuleCards, ANameOfSeveralModelsIsNamedWithThem) {
  const auto larger = card(4, 0x73bf, "AMD Radeon RX 6600 XT");
  EXPECT_THAT(
      said(rule_for({{"name", {"*RX 6600*"}}}), {kSmall, larger}),
      ElementsAre("rule 'x': the name '*RX 6600*' fits several models here: 0x73bf (AMD Radeon RX "
                  "6600 XT), 0x73ff (AMD Radeon RX 6600); to mean one, match device"));
  EXPECT_THAT(said(rule_for({{"name", {"AMD *"}}}), {kSmall, larger}), IsEmpty());
  EXPECT_THAT(said(rule_for({{"name", {"*RX 6600*"}}, {"device", {"0x73*"}}}), {kSmall, larger}),
              IsEmpty());
}

TEST(RuleCards, ModelsWithOneIdDifferByTheirRevision) {
  const auto gre = card(4, 0x744c, "AMD Radeon RX 7900 GRE");
  const auto xtx = card(5, 0x744c, "AMD Radeon RX 7900 XTX");
  EXPECT_THAT(said(rule_for({{"name", {"*RX 7900*"}}}), {gre, xtx}),
              ElementsAre(HasSubstr("to mean one, match revision")));
}

TEST(RuleCards, ANameThatIsThatOfSeveralModelsMeansNone) {
  EXPECT_THAT(said(rule_for({{"name", {"*7900 XTX*"}}})),
              ElementsAre("rule 'x' finds 0000:3f:00.0 by '*7900 XTX*', but the name of each card "
                          "with its ids is 'Navi 31 [Radeon RX 7900 XT/7900 XTX]': match device = "
                          "\"0x744c\", and revision or subsystem_device to mean one model"));
  for (const auto* both : {"*7900*", "Navi 31*", "Navi 31 [Radeon RX 7900 XT/7900 XTX]", "*"})
    EXPECT_THAT(said(rule_for({{"name", {both}}})), IsEmpty()) << both;
  EXPECT_THAT(said(rule_for({{"name", {"*7900 XTX*"}}, {"revision", {"0xc8"}}})),
              testing::Each(testing::Not(HasSubstr("each card with its ids"))));
}

TEST(RuleCards, DigitsOfSeveralCardsAreNamedWithTheirIds) {
  auto a = kSmall, b = kSmall;
  b.address.bus = 4;
  a.identity.unique_id = 0x5a2c91d07be4f318;
  b.identity.unique_id = 0x5a2c91d07be4f319;
  EXPECT_THAT(said(rule_for({{"unique_id", {"5a2c91d0"}}}), {a, b}),
              ElementsAre("rule 'x': 2 cards here have a unique id that begins with '5a2c91d0': "
                          "5a2c91d07be4f318, 5a2c91d07be4f319"));
  EXPECT_THAT(said(rule_for({{"unique_id", {"5a2c91d07be4f318"}}}), {a, b}), IsEmpty());
}

TEST(LibraryAdvice, NamesSetsThatAreNotRegistered) {
  Policy policy;
  policy.rules = {rule("x", {}, {setting("library", "rocm-5.2")}, {"p"})};
  policy.profiles["p"] = profile("p", {setting("library", "auto")});
  const auto found = advise_on_libraries(policy, {"rocm-5.3"});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].message,
            "library: no library set is called 'rocm-5.2'; did you mean 'rocm-5.3'?");
  EXPECT_THAT(advise_on_libraries(policy, {"rocm-5.2"}), IsEmpty());
}

TEST(RuleCards, AliasesOfPolicyCount) {
  Policy policy;
  policy.aliases = {{"egpu", match({{"device", {"0x744c"}}}), {}}};
  policy.rules = {rule_for({{"alias", {"egpu"}}})};
  const auto cards = cards_here({kBox}, {}, policy, {});
  EXPECT_THAT(advise_on_cards(policy, cards, {}), IsEmpty());
  EXPECT_THAT(cards_of(policy.rules[0], cards, {}), ElementsAre(&cards[0]));
}

}  // namespace
}  // namespace rmcp::test
