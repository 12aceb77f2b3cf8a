// SPDX-License-Identifier: MIT
#include "lib/start/process_environment.hpp"

#include <gmock/gmock.h>

namespace rmcp {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Key;

GfxTarget gfx(std::string_view name) { return *parse_gfx(name); }

ProcessDevice rx6600() {
  ProcessDevice device;
  device.address = *parse_pci_address("0000:03:00.0");
  device.label = "rx6600";
  device.gfx = gfx("gfx1032");
  device.render_minors = {128};
  return device;
}

ProcessDevice rx9060xt() {
  ProcessDevice device;
  device.address = *parse_pci_address("0000:0d:00.0");
  device.label = "rx9060xt";
  device.gfx = gfx("gfx1200");
  device.unique_id = 0xabc;
  device.render_minors = {129};
  return device;
}

/// One processor, then the GPUs.
KfdView view(std::initializer_list<unsigned> minors) {
  KfdView out{{{}}};
  for (const auto minor : minors) out.nodes.push_back({true, minor});
  return out;
}

LibrarySet rocm52() {
  LibrarySet set;
  set.name = "rocm-5.2";
  set.prefix = "/opt/rocm-5.2.0";
  set.libraries = {{.file = "lib/libamdhip64.so.5"}, {.file = "lib/libhsa-runtime64.so.1"}};
  set.environment = {{"ROCBLAS_TENSILE_LIBPATH", "/opt/rocm-5.2.0/lib/rocblas/library"}};
  return set;
}

ProcessRequest request(std::vector<ProcessDevice> devices) {
  ProcessRequest out;
  out.devices = std::move(devices);
  out.view = view({128, 129});
  out.runtime = {.from = "torch/lib",
                 .version = "6.4.1",
                 .code = FoundCode{.targets = {"gfx1030", "gfx1200"}}};
  out.hsa_tool = "/usr/lib/rmcp/librmcp-hsa.so";
  return out;
}

std::string value(const ProcessEnvironment& made, std::string_view name) {
  const auto* variable = made.find(name);
  return variable == nullptr ? "" : variable->value;
}

TEST(ProcessEnvironment, SelectsACardByItsUniqueIdElseByItsIndex) {
  EXPECT_EQ(value(make_environment(request({rx9060xt()})), "ROCR_VISIBLE_DEVICES"),
            "GPU-0000000000000abc");
  EXPECT_EQ(value(make_environment(request({rx6600()})), "ROCR_VISIBLE_DEVICES"), "0");
  EXPECT_EQ(value(make_environment(request({rx9060xt(), rx6600()})), "ROCR_VISIBLE_DEVICES"),
            "GPU-0000000000000abc,0");
}

TEST(ProcessEnvironment, APartitionedCardHasNoIdOfItsOwn) {
  auto card = rx9060xt();
  card.render_minors = {128, 129};
  EXPECT_EQ(value(make_environment(request({card})), "ROCR_VISIBLE_DEVICES"), "0,1");
}

TEST(ProcessEnvironment, OtherSelectorsGo) {
  const auto made = make_environment(request({rx6600()}));
  for (const auto* name : {"HIP_VISIBLE_DEVICES", "CUDA_VISIBLE_DEVICES", "GPU_DEVICE_ORDINAL"})
    EXPECT_THAT(made.unset, Contains(Key(name)));
}

TEST(ProcessEnvironment, PolicyDoesNotSelectOtherCardsThanWereAskedFor) {
  auto card = rx6600();
  card.published["environment.ROCR_VISIBLE_DEVICES"] = "1";
  card.published["environment.CUDA_VISIBLE_DEVICES"] = "1";
  const auto made = make_environment(request({card}));
  EXPECT_EQ(value(made, "ROCR_VISIBLE_DEVICES"), "0");
  EXPECT_EQ(value(made, "CUDA_VISIBLE_DEVICES"), "");
  EXPECT_EQ(made.notes.size(), 2U);
}

TEST(ProcessEnvironment, AnOverrideThatPolicyNumbersReachesNoProgram) {
  auto small = rx6600(), big = rx9060xt();
  small.published["environment.HSA_OVERRIDE_GFX_VERSION_2"] = "10.3.0";
  big.published["environment.HSA_OVERRIDE_GFX_VERSION_1"] = "12.0.0";
  for (const bool lasting : {false, true}) {
    auto asked = request({small, big});
    asked.lasting = asked.alone = lasting;
    const auto made = make_environment(asked);
    EXPECT_EQ(made.hindrance.reason, "") << "what is left out differs, and that hinders nothing";
    for (const auto& variable : made.set)
      EXPECT_THAT(variable.name, testing::Not(HasSubstr("OVERRIDE"))) << lasting;
    EXPECT_THAT(made.notes,
                ElementsAre(HasSubstr("environment.HSA_OVERRIDE_GFX_VERSION_1 is left out: node"),
                            HasSubstr("use compute.gfx_override")));
  }
}

TEST(ProcessEnvironment, GfxOverrideNumbersItsOwnBesideOneOfPolicy) {
  auto card = rx6600();
  card.published["environment.HSA_OVERRIDE_GFX_VERSION_1"] = "11.0.0";
  card.published["compute.gfx_override"] = "10.3.0";
  EXPECT_EQ(value(make_environment(request({card})), "HSA_OVERRIDE_GFX_VERSION_1"), "10.3.0");
}

TEST(ProcessEnvironment, ACardThatTheProcessMayNotOpenIsAnError) {
  auto asked = request({rx6600()});
  asked.view = view({129});
  const auto made = make_environment(asked);
  EXPECT_EQ(made.hindrance.reason, "rx6600: KFD does not show it to this process");
  EXPECT_THAT(made.set, IsEmpty());
}

TEST(ProcessEnvironment, WhatIsDisabledOrCannotComputeIsAnError) {
  auto card = rx6600();
  card.published["compute.enabled"] = "false";
  EXPECT_EQ(make_environment(request({card})).hindrance.reason,
            "rx6600: policy has compute.enabled = false");
  card = rx6600();
  card.render_minors.clear();
  EXPECT_THAT(make_environment(request({card})).hindrance.reason,
              HasSubstr("KFD has no node for it"));
}

TEST(ProcessEnvironment, AutoNumbersTheOverrideByTheThunksNode) {
  auto small = rx6600(), big = rx9060xt();
  small.published["compute.gfx_override"] = big.published["compute.gfx_override"] = "auto";
  const auto made = make_environment(request({small, big}));
  EXPECT_EQ(made.hindrance.reason, "");
  EXPECT_EQ(value(made, "HSA_OVERRIDE_GFX_VERSION_1"), "10.3.0");
  EXPECT_EQ(value(made, "HSA_OVERRIDE_GFX_VERSION_2"), "");
  EXPECT_EQ(value(made, "HSA_OVERRIDE_GFX_VERSION"), "");
  EXPECT_THAT(made.unset, Contains(Key("HSA_OVERRIDE_GFX_VERSION_2")));
  EXPECT_THAT(made.notes, ElementsAre(HasSubstr("rx9060xt: no HSA_OVERRIDE_GFX_VERSION")));
}

TEST(ProcessEnvironment, NodesThatAreHiddenAreNotCounted) {
  auto card = rx6600();
  card.published["compute.gfx_override"] = "10.3.0";
  auto asked = request({card});
  asked.view = view({129, 128});
  EXPECT_EQ(value(make_environment(asked), "HSA_OVERRIDE_GFX_VERSION_2"), "10.3.0");
}

TEST(ProcessEnvironment, BeforeRocm63TheOverrideHasNoNumber) {
  auto card = rx6600();
  card.published["compute.gfx_override"] = "auto";
  auto asked = request({card});
  for (const auto* version : {"5.2.0", "6.2.4", ""}) {
    asked.runtime.version = version;
    EXPECT_EQ(value(make_environment(asked), "HSA_OVERRIDE_GFX_VERSION"), "10.3.0") << version;
  }
}

TEST(ProcessEnvironment, WhatTheThunkReadsCountsMoreThanTheVersion) {
  auto small = rx6600(), big = rx9060xt();
  small.published["compute.gfx_override"] = "auto";
  auto asked = request({small, big});
  asked.runtime.version = "";
  asked.runtime.numbered = true;
  auto made = make_environment(asked);
  EXPECT_EQ(made.hindrance.reason, "");
  EXPECT_EQ(value(made, "HSA_OVERRIDE_GFX_VERSION_1"), "10.3.0");

  asked.runtime.version = "6.4.0";
  asked.runtime.numbered = false;
  made = make_environment(asked);
  EXPECT_THAT(made.hindrance.reason,
              HasSubstr("in this ROCm 6.4.0, whose thunk reads no other; since 6.3"));
  EXPECT_THAT(made.set, IsEmpty());
}

TEST(ProcessEnvironment, OneVariableForCardsThatDifferIsRefusedWithBothReasons) {
  auto small = rx6600(), big = rx9060xt();
  small.published["compute.gfx_override"] = "auto";
  auto asked = request({small, big});
  asked.runtime.version = "6.2.4";
  const auto made = make_environment(asked);
  EXPECT_EQ(
      made.hindrance.reason,
      "HSA_OVERRIDE_GFX_VERSION: rx6600 needs 10.3.0, rx9060xt needs none; one variable applies "
      "to all GPUs of a process in ROCm 6.2.4; since 6.3 each GPU can have its own");
}

TEST(ProcessEnvironment, AutoSetsNothingWhereTheCodeIsNotKnownOrFits) {
  auto card = rx6600();
  card.published["compute.gfx_override"] = "auto";
  auto asked = request({card});
  asked.runtime.code.reset();
  auto made = make_environment(asked);
  EXPECT_EQ(value(made, "HSA_OVERRIDE_GFX_VERSION_1"), "");
  EXPECT_THAT(made.notes, ElementsAre(HasSubstr("no GPU code was found to decide by")));
  EXPECT_THAT(made.unset, testing::Not(Contains(Key("HSA_OVERRIDE_GFX_VERSION"))));

  asked.runtime.code = FoundCode{.targets = {"gfx1032"}};
  made = make_environment(asked);
  EXPECT_EQ(value(made, "HSA_OVERRIDE_GFX_VERSION_1"), "");
  EXPECT_THAT(made.unset, Contains(Key("HSA_OVERRIDE_GFX_VERSION")));
  EXPECT_THAT(made.unset, Contains(Key("HSA_OVERRIDE_GFX_VERSION_1"))) << "it would win";
}

// A device package for the card is there: the archive of another card is not to be sought.
TEST(ProcessEnvironment, AutoUnsetsTheOverrideThatWouldLookForTheWrongArchive) {
  auto card = rx6600();
  card.published["compute.gfx_override"] = "auto";
  auto asked = request({card});
  asked.runtime.code = FoundCode{.targets = {"gfx1032"}, .in_archives = true};
  EXPECT_THAT(make_environment(asked).unset, Contains(Key("HSA_OVERRIDE_GFX_VERSION")));
}

TEST(ProcessEnvironment, AutoNamesTheDevicePackageWhereNoCodeIsInstalled) {
  auto card = rx6600();
  card.published["compute.gfx_override"] = "auto";
  auto asked = request({card});
  asked.runtime.code = FoundCode{.targets = {"gfx1100"}, .in_archives = true};
  asked.runtime.is_rocm = true;
  const auto made = make_environment(asked);
  EXPECT_THAT(made.unset, Contains(Key("HSA_OVERRIDE_GFX_VERSION")));
  EXPECT_THAT(made.notes,
              ElementsAre(HasSubstr("install the device package rocm[device-gfx1032]")));
}

TEST(ProcessEnvironment, AutoHasNoOpinionWhereTheArchiveCannotBeRead) {
  auto card = rx6600();
  card.published["compute.gfx_override"] = "auto";
  auto asked = request({card});
  asked.runtime.code =
      FoundCode{.targets = {"gfx1030"}, .unread = {"gfx1032"}, .in_archives = true};
  const auto made = make_environment(asked);
  EXPECT_THAT(made.unset, testing::Not(Contains(Key("HSA_OVERRIDE_GFX_VERSION"))));
  EXPECT_THAT(made.notes, ElementsAre(HasSubstr("could not be read")));
}

TEST(ProcessEnvironment, WhatIsInheritedStaysForACardWithoutAnOpinion) {
  auto small = rx6600();
  small.published["compute.gfx_override"] = "10.3.0";
  const auto made = make_environment(request({small, rx9060xt()}));
  EXPECT_EQ(value(made, "HSA_OVERRIDE_GFX_VERSION_1"), "10.3.0");
  EXPECT_THAT(made.unset, testing::Not(Contains(Key("HSA_OVERRIDE_GFX_VERSION"))));
}

TEST(ProcessEnvironment, AutoNeverRunsCodeOfAnotherFamily) {
  auto card = rx6600();
  card.label = "rx5700xt";
  card.gfx = gfx("gfx1010");
  card.published["compute.gfx_override"] = "auto";
  const auto made = make_environment(request({card}));
  EXPECT_EQ(value(made, "HSA_OVERRIDE_GFX_VERSION_1"), "");
  EXPECT_THAT(made.notes, ElementsAre(HasSubstr("no code that gfx1010 can run")));
}

TEST(ProcessEnvironment, AVariableSetByHandIsLeftAsItIs) {
  auto card = rx6600();
  card.published["compute.gfx_override"] = "auto";
  card.published["environment.HSA_OVERRIDE_GFX_VERSION"] = "10.3.0";
  const auto made = make_environment(request({card}));
  EXPECT_EQ(value(made, "HSA_OVERRIDE_GFX_VERSION"), "10.3.0");
  EXPECT_EQ(value(made, "HSA_OVERRIDE_GFX_VERSION_1"), "");
}

TEST(ProcessEnvironment, ALibrarySetComesFirstAndLeavesNoEmptyElement) {
  auto card = rx6600();
  card.set = rocm52();
  auto asked = request({card});
  asked.cache_folder = "/home/me/.cache";
  asked.inherited = {{"LD_LIBRARY_PATH", ":/opt/mine::"}};
  const auto made = make_environment(asked);
  EXPECT_EQ(value(made, "LD_LIBRARY_PATH"), "/opt/rocm-5.2.0/lib:/opt/mine");
  EXPECT_EQ(value(made, "ROCBLAS_TENSILE_LIBPATH"), "/opt/rocm-5.2.0/lib/rocblas/library");
  EXPECT_EQ(value(made, "MIOPEN_USER_DB_PATH"), "/home/me/.cache/rmcp/miopen/rocm-5.2/gfx1032");
}

TEST(ProcessEnvironment, TwoCardsNeedOneSetAndOneEnvironment) {
  auto small = rx6600(), big = rx9060xt();
  small.set = rocm52();
  EXPECT_EQ(
      make_environment(request({small, big})).hindrance.reason,
      "rx6600 gets library set rocm-5.2, rx9060xt gets no library set; a process has one ROCm");
  small.set.reset();
  small.published["environment.HSA_ENABLE_SDMA"] = "0";
  EXPECT_EQ(make_environment(request({small, big})).hindrance.reason,
            "environment.HSA_ENABLE_SDMA: rx6600 has \"0\", rx9060xt has none; a process has one "
            "environment");
  big.published["environment.HSA_ENABLE_SDMA"] = "0";
  EXPECT_EQ(value(make_environment(request({small, big})), "HSA_ENABLE_SDMA"), "0");
}

TEST(ProcessEnvironment, ASetThatCannotBeUsedExportsNothing) {
  auto card = rx6600();
  card.library_problem = "library set rocm-5.2 is broken: lib/libamdhip64.so.5: gone";
  const auto made = make_environment(request({card}));
  EXPECT_THAT(made.hindrance.reason, HasSubstr("is broken"));
  EXPECT_THAT(made.set, IsEmpty());
}

TEST(ProcessEnvironment, TheRuntimePatchComesBesideOtherTools) {
  auto card = rx6600();
  card.published["runtime.fine_grain"] = "hide";
  auto asked = request({card});
  asked.inherited = {{"HSA_TOOLS_LIB", "/opt/other.so"}};
  const auto made = make_environment(asked);
  EXPECT_EQ(value(made, "RMCP_HSA_POLICY"), "0000:03:00.0/fine_grain=hide");
  EXPECT_EQ(value(made, "HSA_TOOLS_LIB"), "/usr/lib/rmcp/librmcp-hsa.so /opt/other.so");
  EXPECT_EQ(value(make_environment(request({rx6600()})), "HSA_TOOLS_LIB"), "");
}

TEST(ProcessEnvironment, WhatLastsCountsNothing) {
  auto card = rx6600();
  card.published["compute.gfx_override"] = "10.3.0";
  auto asked = request({card});
  asked.lasting = true;
  const auto made = make_environment(asked);
  EXPECT_THAT(made.set, IsEmpty());
  EXPECT_THAT(made.notes, ElementsAre(HasSubstr("no unique id"), HasSubstr("apply to them too")));

  card.unique_id = 7;
  asked.devices = {card};
  const auto named = make_environment(asked);
  EXPECT_EQ(value(named, "ROCR_VISIBLE_DEVICES"), "GPU-0000000000000007");
  EXPECT_EQ(value(named, "HSA_OVERRIDE_GFX_VERSION"), "10.3.0");
}

TEST(ProcessEnvironment, AContainerSeesItsOwnNodesOnly) {
  auto card = rx9060xt();
  card.published["compute.gfx_override"] = "12.0.1";
  auto asked = request({card});
  asked.lasting = asked.alone = true;
  asked.view = view({129});
  const auto made = make_environment(asked);
  EXPECT_EQ(value(made, "HSA_OVERRIDE_GFX_VERSION_1"), "12.0.1");
  EXPECT_EQ(value(made, "ROCR_VISIBLE_DEVICES"), "");
}

}  // namespace
}  // namespace rmcp
