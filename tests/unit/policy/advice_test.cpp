// SPDX-License-Identifier: MIT
// Which settings get advice, on which cards, and which do not.
#include "lib/policy/advice.hpp"

#include "tests/unit/policy_builder.hpp"

#include <gtest/gtest.h>

namespace rmcp::test {
namespace {

Device card(const char* gfx, std::uint8_t bus = 3) {
  Device device;
  device.address = {0, bus, 0, 0};
  device.binding.driver = "amdgpu";
  device.gfx = parse_gfx(gfx);
  return device;
}

/// What is said about one setting on one card, in a machine with others.
std::vector<std::string> said(const std::string& knob, const char* value, const Device& device,
                              const std::vector<Setting>& more = {},
                              const std::vector<Device>& others = {}) {
  auto wanted = desired({setting(knob, value)});
  for (const auto& s : more) wanted.settings[s.name] = s;
  GpusHere here;
  const auto put = [&here](const Device& one) {
    if (one.managed() && one.gfx) here.targets.push_back(*one.gfx);
    for (const auto& node : one.nodes.kfd) here.nodes[node.node] = one.gfx;
  };
  for (const auto& other : others) put(other);
  put(device);
  std::vector<std::string> out;
  for (const auto& advice : advise(wanted, device, here))
    if (advice.knob == knob) out.push_back(advice.message);
  return out;
}

std::size_t count(const std::string& knob, const char* value, const char* gfx) {
  return said(knob, value, card(gfx)).size();
}

constexpr auto kOverride = "environment.HSA_OVERRIDE_GFX_VERSION";

TEST(Advice, AnOverrideOfAnotherInstructionSetIsNamedInEitherForm) {
  for (const auto* knob : {"compute.gfx_override", kOverride}) {
    EXPECT_FALSE(said(knob, "10.3.0", card("gfx1010")).empty()) << knob;
    EXPECT_TRUE(said(knob, "10.3.0", card("gfx1031")).empty()) << knob;
  }
  EXPECT_TRUE(said("compute.gfx_override", "auto", card("gfx1010")).empty());
}

TEST(Advice, NoretryZeroIsTheOppositeOfWhatItSounds) {
  EXPECT_EQ(count("parameter.noretry", "0", "gfx1010"), 1U);
  EXPECT_EQ(count("parameter.noretry", "0", "gfx906"), 1U);
  EXPECT_EQ(count("parameter.noretry", "1", "gfx1010"), 0U);
}

TEST(Advice, FragmentSizeDoesNothingSinceVega10) {
  EXPECT_EQ(count("parameter.vm_fragment_size", "9", "gfx803"), 0U);
  EXPECT_EQ(count("parameter.vm_fragment_size", "9", "gfx900"), 1U);
  EXPECT_EQ(said("parameter.vm_fragment_size", "9", card("gfx1032")),
            std::vector<std::string>{"has no effect on the page tables of gfx1032"});
}

TEST(Advice, MtypeLocalIsReadForGfx943Only) {
  for (const char* gfx : {"gfx942", "gfx950", "gfx1250"})
    EXPECT_EQ(count("parameter.mtype_local", "1", gfx), 0U) << gfx;
  for (const char* gfx : {"gfx90a", "gfx1010", "gfx1100", "gfx1201"})
    EXPECT_EQ(count("parameter.mtype_local", "1", gfx), 1U) << gfx;
}

TEST(Advice, ALockupTimeoutOfZeroIsNoneAtAll) {
  for (const char* value : {"0", "0,0,0,-1"})
    EXPECT_EQ(count("parameter.lockup_timeout", value, "gfx1201"), 1U) << value;
  for (const char* value : {"10000", "-1", "10000,0"})
    EXPECT_EQ(count("parameter.lockup_timeout", value, "gfx1201"), 0U) << value;
}

TEST(Advice, XnackAndSvmAreMootOnGfx10AndLater) {
  for (const char* variable : {"environment.HSA_XNACK", "environment.HSA_USE_SVM"}) {
    EXPECT_EQ(count(variable, "0", "gfx90a"), 0U);
    EXPECT_EQ(count(variable, "0", "gfx1010"), 1U);
    EXPECT_EQ(count(variable, "1", "gfx1201"), 1U);
    EXPECT_EQ(count(variable, "1", "gfx1250"), 0U);
  }
}

TEST(Advice, AnOverrideHasToStayInTheFamily) {
  EXPECT_EQ(count(kOverride, "10.3.0", "gfx1032"), 0U);
  EXPECT_EQ(count(kOverride, "10.1.0", "gfx1012"), 0U);
  EXPECT_EQ(said(kOverride, "10.3.0", card("gfx1010")),
            std::vector<std::string>{"10.3.0 is a different instruction set from gfx1010"});
  EXPECT_EQ(count(kOverride, "11.0.0", "gfx1032"), 1U);
  for (const char* senseless : {"10.3", "10.3.0.1", "gfx1030", "10..0", "999.0.0"})
    EXPECT_EQ(count(kOverride, senseless, "gfx1010"), 0U) << senseless;
}

TEST(Advice, AnOverrideWithoutANumberIsForAllCards) {
  const auto own = card("gfx1032");
  EXPECT_TRUE(said(kOverride, "10.3.0", own, {}, {card("gfx1032", 4)}).empty());
  EXPECT_EQ(
      said(kOverride, "10.3.0", own, {}, {card("gfx1100", 4)}),
      std::vector<std::string>{"applies to every GPU that the program sees, and they differ"});
  auto foreign = card("gfx1100", 4);
  foreign.binding.driver = "vfio-pci";
  EXPECT_TRUE(said(kOverride, "10.3.0", own, {}, {foreign}).empty()) << "no program sees it";
}

Device on_node(Device device, unsigned node) {
  device.nodes.kfd = {{.node = node}};
  return device;
}

/// What is said about HSA_OVERRIDE_GFX_VERSION_N on a gfx1032, node 2, beside a gfx1200, node 1.
std::vector<std::string> said_of_node(const std::string& n, const char* value) {
  return said(std::string(kOverride) + "_" + n, value, on_node(card("gfx1032"), 2), {},
              {on_node(card("gfx1200", 4), 1)});
}

constexpr auto kNumbersChange = "is given to no program; use compute.gfx_override";

TEST(Advice, AnOverrideWithANumberIsJudgedByTheCardOfThatNode) {
  EXPECT_EQ(said_of_node("2", "10.3.0"), std::vector<std::string>{kNumbersChange});
  EXPECT_EQ(said_of_node("1", "12.0.1"), std::vector<std::string>{kNumbersChange});
  EXPECT_EQ(said_of_node("1", "10.3.0"),
            (std::vector<std::string>{
                kNumbersChange,
                "10.3.0 is a different instruction set from gfx1200, which is node 1 now"}));
  EXPECT_EQ(said_of_node("2", "12.0.0").size(), 2U);
}

TEST(Advice, AnOverrideForANodeThatIsNoGpuHasNoEffect) {
  EXPECT_EQ(said_of_node("0", "10.3.0"),
            (std::vector<std::string>{kNumbersChange, "node 0 is no GPU here"}));
  const auto nodes_unknown = said(std::string(kOverride) + "_0", "10.3.0", card("gfx1032"));
  EXPECT_EQ(nodes_unknown, std::vector<std::string>{kNumbersChange});
  EXPECT_TRUE(said_of_node("01", "10.3.0").empty()) << "no thunk reads it as a number";
}

TEST(Advice, ImplicitGemmAloneChoosesNothing) {
  const auto knob = "environment.MIOPEN_DEBUG_CONV_IMPLICIT_GEMM";
  EXPECT_EQ(count(knob, "1", "gfx1010"), 1U);
  EXPECT_EQ(count(knob, "0", "gfx1010"), 0U);
  EXPECT_TRUE(said(knob, "1", card("gfx1010"), {setting("environment.MIOPEN_DEBUG_CONV_GEMM", "0")})
                  .empty());
  EXPECT_EQ(
      said(knob, "1", card("gfx1010"), {setting("environment.MIOPEN_DEBUG_CONV_GEMM", "1")}).size(),
      1U);
}

TEST(Advice, NeverComesUponACardOfWhichTooLittleIsKnown) {
  Device unknown = card("gfx1010");
  unknown.gfx.reset();
  EXPECT_TRUE(said("parameter.vm_fragment_size", "9", unknown).empty());
  EXPECT_TRUE(said("parameter.mtype_local", "1", unknown).empty());
  EXPECT_TRUE(said("environment.HSA_XNACK", "1", unknown).empty());
  EXPECT_TRUE(said(kOverride, "10.3.0", unknown, {}, {card("gfx1100", 4)}).empty());
}

TEST(Advice, OfThePolicyIsAboutWhatARuleBringsIntoPlay) {
  Policy policy;
  const auto fake = setting("environment.HIP_FORCE_COARSE_GRAIN", "1", "old");
  policy.profiles["old"] = profile("old", {fake});
  policy.profiles["outer"] = profile("outer", {}, {"old"});
  EXPECT_TRUE(advise(policy).empty()) << "nobody uses it";
  policy.rules = {rule("a", {}, {}, {"outer"}), rule("b", {}, {}, {"old"})};
  const auto found = advise(policy);
  ASSERT_EQ(found.size(), 1U) << "once, however often it is used";
  EXPECT_EQ(found.front().severity, Severity::advice);
  EXPECT_EQ(found.front().origin.line, 7U);
  EXPECT_NE(found.front().message.find("does not exist"), std::string::npos);
}

TEST(Advice, EachRowIsAboutSomethingThatCanBeSetAndNamesItsSource) {
  for (const auto& row : advice_rows()) {
    EXPECT_NE(find_knob(row.knob), nullptr) << row.knob;
    EXPECT_FALSE(row.message.empty() || row.reason.empty()) << row.knob;
    EXPECT_FALSE(row.source.empty()) << row.knob;
  }
}

}  // namespace
}  // namespace rmcp::test
