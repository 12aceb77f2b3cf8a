// SPDX-License-Identifier: MIT
// Which code runs on which card, and on which runtime.
#include "lib/gpu/code_match.hpp"

#include "lib/gpu/device_package.hpp"
#include "lib/gpu/gfx_override.hpp"

#include <gmock/gmock.h>

namespace rmcp {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

GfxTarget card_of(std::string_view name) { return *parse_gfx(name); }

CodeMatch match(std::string_view card, std::vector<std::string> targets) {
  return match_code(card_of(card), targets);
}

TEST(CodeMatch, OwnCodeComesFirst) {
  EXPECT_EQ(match("gfx1032", {"gfx1030", "gfx10-3-generic", "gfx1032"}),
            (CodeMatch{CodeFit::native, "gfx1032"}));
  EXPECT_EQ(match("gfx90a", {"gfx90a:sramecc+:xnack-"}),
            (CodeMatch{CodeFit::native, "gfx90a:sramecc+:xnack-"}));
}

TEST(CodeMatch, GenericComesBeforeAnOverride) {
  EXPECT_EQ(match("gfx1032", {"gfx1030", "gfx10-3-generic"}),
            (CodeMatch{CodeFit::generic, "gfx10-3-generic"}));
  EXPECT_EQ(match("gfx1010", {"gfx10-1-generic", "gfx10-3-generic"}),
            (CodeMatch{CodeFit::generic, "gfx10-1-generic"}));
  EXPECT_EQ(match("gfx1151", {"gfx11-generic"}), (CodeMatch{CodeFit::generic, "gfx11-generic"}));
  EXPECT_EQ(match("gfx1154", {"gfx11-generic"}), (CodeMatch{CodeFit::generic, "gfx11-generic"}));
  EXPECT_EQ(match("gfx1171", {"gfx11-generic", "gfx11-7-generic"}),
            (CodeMatch{CodeFit::generic, "gfx11-7-generic"}));
  EXPECT_EQ(match("gfx1251", {"gfx12-generic", "gfx12-5-generic"}),
            (CodeMatch{CodeFit::generic, "gfx12-5-generic"}));
}

TEST(CodeMatch, OverrideIsNamedWithTheCodeThatItUses) {
  EXPECT_EQ(match("gfx1036", {"gfx900", "gfx1030"}), (CodeMatch{CodeFit::stand_in, "gfx1030"}));
}

TEST(CodeMatch, PortableCodeIsCompiledForAnyCard) {
  EXPECT_EQ(match("gfx1010", {"amdgcnspirv"}), (CodeMatch{CodeFit::portable, "amdgcnspirv"}));
}

TEST(CodeMatch, CodeForRetryDoesNotRunWhereThereIsNone) {
  EXPECT_EQ(match("gfx1010", {"gfx1010:xnack+"}), CodeMatch{});
  EXPECT_EQ(match("gfx1010", {"gfx1010:xnack-"}).fit, CodeFit::native);
  EXPECT_EQ(match("gfx906", {"gfx906:xnack+"}).fit, CodeFit::native);
  EXPECT_EQ(match("gfx1250", {"gfx1250:xnack+"}).fit, CodeFit::native);
}

TEST(CodeMatch, NothingMatchesNothing) {
  EXPECT_EQ(match("gfx1010", {}), CodeMatch{});
  EXPECT_EQ(match("gfx1010", {"gfx900", "x", ""}), CodeMatch{});
}

TEST(CodeMatch, CodeWithoutAConditionIsPreferred) {
  EXPECT_EQ(match("gfx906", {"gfx906:xnack+", "gfx906:xnack-"}),
            (CodeMatch{CodeFit::native, "gfx906:xnack-"}));
  EXPECT_EQ(code_condition("gfx906:xnack-"), "");
  EXPECT_EQ(code_condition("gfx90c:xnack-"), "XNACK is off (HSA_XNACK=0)") << "on by default";
  EXPECT_EQ(code_condition("gfx90a:xnack+"), "XNACK is on (HSA_XNACK=1)");
  EXPECT_EQ(code_condition("gfx906:sramecc+:xnack+"),
            "XNACK is on (HSA_XNACK=1) and the ECC of its memory is on");
  EXPECT_EQ(code_condition("gfx942:sramecc+"), "") << "all of them have it";
}

TEST(CodeMatch, GenericCodeNeedsARuntimeThatKnowsIt) {
  const FoundCode code{.targets = {"gfx10-3-generic"}};
  EXPECT_EQ(match_code(card_of("gfx1031"), code).fit, CodeFit::generic);
  EXPECT_EQ(match_code(card_of("gfx1031"), code, {.generics = {{"gfx10-3-generic"}}}).fit,
            CodeFit::generic);
  EXPECT_EQ(match_code(card_of("gfx1031"), code, {.generics = {{"gfx9-generic"}}}).fit,
            CodeFit::none);
}

TEST(CodeMatch, ArchivesNeedARuntimeThatReadsThem) {
  const FoundCode code{.targets = {"gfx1032"}, .in_archives = true};
  EXPECT_EQ(match_code(card_of("gfx1032"), code, {.archives = true}).fit, CodeFit::native);
  EXPECT_EQ(match_code(card_of("gfx1032"), code, {.archives = false}).fit, CodeFit::none);
}

TEST(CodeMatch, CodeThatCouldNotBeReadIsNotSaidToBeMissing) {
  const FoundCode own{.targets = {"gfx1030"}, .unread = {"gfx1032"}, .in_archives = true};
  EXPECT_EQ(match_code(card_of("gfx1032"), own).fit, CodeFit::unknown);
  EXPECT_EQ(match_code(card_of("gfx1030"), own).fit, CodeFit::native);
  EXPECT_EQ(match_code(card_of("gfx1031"), own).fit, CodeFit::stand_in);
  const FoundCode any{.unread = {""}, .in_archives = true};
  EXPECT_EQ(match_code(card_of("gfx1010"), any).fit, CodeFit::unknown);
}

// The cells were seen with Debian's HIP 5.7.1 and ROCr 6.1.2: hipModuleLoadData without an
// override.
TEST(CodeMatch, DebiansHipTakesCodeOfSiblings) {
  const RuntimeAbility debian{.siblings = true};
  for (const auto* card : {"gfx902", "gfx906", "gfx90c"})
    EXPECT_EQ(match_code(card_of(card), FoundCode{.targets = {"gfx900"}}, debian).fit,
              CodeFit::sibling)
        << card;
  for (const auto* card : {"gfx1011", "gfx1012", "gfx1013"})
    EXPECT_EQ(match_code(card_of(card), FoundCode{.targets = {"gfx1010"}}, debian).fit,
              CodeFit::sibling)
        << card;
  for (const auto* card : {"gfx1031", "gfx1032", "gfx1033", "gfx1034", "gfx1035", "gfx1036"})
    EXPECT_EQ(match_code(card_of(card), FoundCode{.targets = {"gfx1030"}}, debian).fit,
              CodeFit::sibling)
        << card;
  for (const auto* card : {"gfx908", "gfx90a", "gfx1010", "gfx1100"})
    EXPECT_EQ(match_code(card_of(card), FoundCode{.targets = {"gfx900", "gfx1030"}}, debian).fit,
              CodeFit::none)
        << card;
}

TEST(CodeMatch, PartsOfALibraryHaveCodeTogether) {
  const std::vector<std::string> library{"gfx1030", "gfx1100"}, folder{"gfx1100", "gfx906:xnack-"};
  EXPECT_THAT(common_targets(std::vector{library, folder}), ElementsAre("gfx1100"));
  EXPECT_THAT(common_targets(std::vector{library, std::vector<std::string>{}}), IsEmpty());
  EXPECT_THAT(common_targets(std::vector{library, std::vector<std::string>{"gfx11-generic"}}),
              ElementsAre("gfx1100"));
}

TEST(DevicePackage, IsNamedForTheOwnerOfTheFile) {
  const auto card = card_of("gfx1032");
  EXPECT_EQ(device_package_for(card, "/v/lib/python3.12/site-packages/torch/lib/libtorch_hip.so"),
            "torch[device-gfx1032]");
  EXPECT_EQ(device_package_for(card, "/v/site-packages/_rocm_sdk_libraries/lib/librocblas.so.5"),
            "rocm[device-gfx1032]");
  EXPECT_EQ(device_package_for(card, "/opt/rocm/core-10.0/lib/librocblas.so.5"), "amdrocm-gfx1032");
  EXPECT_EQ(device_package_for(card, "/home/u/program"),
            "rocm[device-gfx1032] with pip, amdrocm-gfx1032 with apt or dnf");
}

TEST(DevicePackage, IsNotPublishedForEachTarget) {
  EXPECT_TRUE(has_device_package(card_of("gfx1010")));
  EXPECT_FALSE(has_device_package(card_of("gfx1013")));
}

}  // namespace
}  // namespace rmcp
