// SPDX-License-Identifier: MIT
// What containers are offered, and what not.
#include "daemon/publish/cdi.hpp"

#include "views.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace rmcp::publish {
namespace {

using test::card, test::egpu, test::rocm63, test::rx6600, test::with_set;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;

bool everything_exists(const std::string&) { return true; }

Cdi cdi(const std::vector<DeviceView>& views,
        std::function<bool(const std::string&)> exists = everything_exists) {
  CdiQuestion question{.cpu_nodes = {0}, .exists = std::move(exists)};
  for (const auto& view : views) question.views.push_back(&view);
  return make_cdi(question);
}

std::vector<std::string> left_out(const Cdi& made) {
  std::vector<std::string> out;
  for (const auto& device : made.left_out) out.push_back(complaint_of(device));
  return out;
}

std::vector<std::string> names(const Cdi& cdi) {
  std::vector<std::string> out;
  for (const auto& device : cdi.devices) out.push_back(device.name);
  return out;
}

CdiDevice find(const Cdi& cdi, const std::string& name) {
  const auto it = std::find_if(cdi.devices.begin(), cdi.devices.end(),
                               [&](const CdiDevice& device) { return device.name == name; });
  if (it == cdi.devices.end()) throw std::out_of_range(name);
  return *it;
}

TEST(Cdi, OneCardIsNodesAndVariables) {
  auto view = rx6600();
  view.published = {{"compute.gfx_override", "10.3.0"}, {"environment.HSA_ENABLE_SDMA", "0"}};
  EXPECT_EQ(to_text(cdi({view})), R"({
  "cdiVersion": "0.5.0",
  "kind": "io.github.rmcpd/gpu",
  "devices": [
    {
      "name": "0000:03:00.0",
      "containerEdits": {
        "env": [
          "HSA_ENABLE_SDMA=0",
          "HSA_OVERRIDE_GFX_VERSION=10.3.0"
        ],
        "deviceNodes": [
          {
            "path": "/dev/kfd"
          },
          {
            "path": "/dev/dri/card1"
          },
          {
            "path": "/dev/dri/renderD128"
          }
        ]
      }
    },
    {
      "name": "all",
      "containerEdits": {
        "env": [
          "HSA_ENABLE_SDMA=0",
          "HSA_OVERRIDE_GFX_VERSION=10.3.0"
        ],
        "deviceNodes": [
          {
            "path": "/dev/kfd"
          },
          {
            "path": "/dev/dri/card1"
          },
          {
            "path": "/dev/dri/renderD128"
          }
        ]
      }
    }
  ]
}
)");
}

TEST(Cdi, ACardIsOfferedByAliasAndAddress) {
  EXPECT_THAT(names(cdi({rx6600(), egpu()})),
              ElementsAre("0000:03:00.0", "egpu", "0000:3f:00.0", "all"));
  auto first = egpu(), second = card("0000:44:00.0", "gfx1100", 3, 3);
  second.device.alias = "egpu";
  first.alias_shared_with = {second.device.address};
  second.alias_shared_with = {first.device.address};
  EXPECT_THAT(names(cdi({first, second})), ElementsAre("0000:3f:00.0", "0000:44:00.0", "all"));
}

TEST(Cdi, TheCardIsSelectedByItsNodesAlone) {
  const auto device = find(cdi({rx6600(), egpu()}), "egpu");
  EXPECT_THAT(device.environment, IsEmpty());
  EXPECT_THAT(device.nodes,
              ElementsAre(Pair("/dev/kfd", "/dev/kfd"), Pair("/dev/dri/card2", "/dev/dri/card2"),
                          Pair("/dev/dri/renderD129", "/dev/dri/renderD129")));
}

TEST(Cdi, LibrariesAreMountedFileByFile) {
  auto set = rocm63();
  set.found.companions = {{"lib/rocm_sysdeps/lib/libx.so.1", false}};
  const auto made = cdi({with_set(egpu(), set)});
  const auto device = find(made, "egpu-libs");
  const std::string host = "/opt/rocm-6.3.0/", inside = "/opt/rmcp/rocm-6.3/";
  EXPECT_THAT(
      device.mounts,
      ElementsAre(CdiMount{host + "lib/libamdhip64.so.6.3.0", inside + "lib/libamdhip64.so.6"},
                  CdiMount{host + "lib/libamdhip64.so.6.3.0", inside + "lib/libamdhip64.so"},
                  CdiMount{host + "lib/librocblas.so.4", inside + "lib/librocblas.so.4"},
                  CdiMount{host + "lib/rocm_sysdeps/lib/libx.so.1",
                           inside + "lib/rocm_sysdeps/lib/libx.so.1"},
                  CdiMount{host + ".kpack", inside + ".kpack"},
                  CdiMount{host + "lib/rocblas/library", inside + "lib/rocblas/library"},
                  CdiMount{host + "share/miopen/db", inside + "share/miopen/db"}));
  EXPECT_THAT(device.environment,
              ElementsAre("LD_LIBRARY_PATH=/opt/rmcp/rocm-6.3/lib",
                          "ROCBLAS_TENSILE_LIBPATH=/opt/rmcp/rocm-6.3/lib/rocblas/library"));
  EXPECT_THAT(find(made, "egpu").mounts, IsEmpty());
  EXPECT_THAT(find(made, "egpu").environment, IsEmpty());
  EXPECT_THAT(names(made), Contains("all-libs"));
}

TEST(Cdi, OverridesHaveTheNodeNumbersOfTheContainer) {
  auto first = with_set(egpu(), rocm63());
  auto second = with_set(card("0000:44:00.0", "gfx1032", 3, 3), rocm63());
  first.published = {{"compute.gfx_override", "off"}};
  second.published = {{"compute.gfx_override", "auto"}};
  const auto made = cdi({rx6600(), first, second});
  // Alone it is node 1 behind the processor, whatever it is on the host.
  EXPECT_THAT(find(made, "0000:44:00.0-libs").environment,
              Contains("HSA_OVERRIDE_GFX_VERSION_1=10.3.0"));
  const auto both = cdi({first, second});
  EXPECT_THAT(find(both, "all-libs").environment, Contains("HSA_OVERRIDE_GFX_VERSION_2=10.3.0"));
}

TEST(Cdi, PartitionsAreOneDeviceWithAllTheirNodes) {
  auto view = card("0000:05:00.0", "gfx942", 1, 2);
  view.device.nodes.render = {"renderD128", "renderD129"};
  view.device.nodes.kfd = {{.node = 2, .render_minor = 128}, {.node = 3, .render_minor = 129}};
  view.device.identity.unique_id = 0x1234;
  view.published = {{"compute.gfx_override", "9.4.2"}};
  const auto made = cdi({with_set(view, rocm63())});
  EXPECT_EQ(find(made, "0000:05:00.0").nodes.size(), 4U);
  EXPECT_THAT(find(made, "0000:05:00.0-libs").environment,
              testing::AllOf(Contains("HSA_OVERRIDE_GFX_VERSION_1=9.4.2"),
                             Contains("HSA_OVERRIDE_GFX_VERSION_2=9.4.2")));
}

TEST(Cdi, WithoutKfdACardIsNodesForGraphics) {
  auto view = rx6600();
  view.device.nodes.kfd.clear();
  view.published = {{"environment.HSA_ENABLE_SDMA", "0"}};
  const auto made = cdi({view});
  EXPECT_THAT(names(made), ElementsAre("0000:03:00.0"));
  EXPECT_THAT(made.devices[0].nodes,
              ElementsAre(Pair("/dev/dri/card1", "/dev/dri/card1"),
                          Pair("/dev/dri/renderD128", "/dev/dri/renderD128")));
  EXPECT_THAT(made.devices[0].environment, IsEmpty());
}

TEST(Cdi, WhatIsNotOursIsNotOffered) {
  auto view = rx6600();
  view.device.binding.driver = "vfio-pci";
  EXPECT_THAT(cdi({view}).devices, IsEmpty());
  view = rx6600();
  view.published = {{"compute.enabled", "false"}};
  const auto made = cdi({view});
  EXPECT_THAT(made.devices, IsEmpty());
  EXPECT_THAT(left_out(made),
              ElementsAre("0000:03:00.0: 0000:03:00.0: policy has compute.enabled = false"));
}

TEST(Cdi, CardsThatDoNotGoTogetherAreNotAll) {
  auto small = rx6600();
  small.published = {{"environment.HSA_ENABLE_SDMA", "0"}};
  const auto made = cdi({small, egpu()});
  EXPECT_THAT(names(made), Not(Contains("all")));
  EXPECT_THAT(left_out(made), Contains(HasSubstr("all: environment.HSA_ENABLE_SDMA")));
  EXPECT_EQ(made.left_out.front().kind, ProgramKind::container);
  EXPECT_EQ(made.left_out.front().result, ExportResult::not_exported);
  EXPECT_EQ(made.left_out.front().addresses.size(), 2U);
}

TEST(Cdi, AnApuIsAmongAllOnlyWhereNothingElseComputes) {
  auto apu = rx6600();
  apu.device.placement.apu = true;
  EXPECT_EQ(find(cdi({apu, egpu()}), "all").nodes.size(), 3U);
  EXPECT_THAT(names(cdi({apu})), ElementsAre("0000:03:00.0", "all"));
  auto other = egpu();
  other.device.binding.driver = "vfio-pci";
  EXPECT_THAT(names(cdi({apu, other})), ElementsAre("0000:03:00.0", "all"));
  other.state = State::settling;
  EXPECT_THAT(names(cdi({apu, other})), ElementsAre("0000:03:00.0"));
}

TEST(Cdi, ABrokenSetIsNotExportedAndTheCardIs) {
  auto view = egpu();
  view.library = {.use = LibraryChoice::Use::refused, .set = "rocm-6.3", .problem = "it is broken"};
  view.set = rocm63();
  const auto made = cdi({view});
  EXPECT_THAT(names(made), ElementsAre("egpu", "0000:3f:00.0", "all"));
  EXPECT_THAT(left_out(made), Contains("egpu-libs: egpu: it is broken"));
}

TEST(Cdi, ANameIsGivenOnce) {
  auto other = with_set(card("0000:44:00.0", "gfx1100", 3, 3), rocm63());
  other.device.alias = "x";
  auto view = egpu();
  view.device.alias = "x-libs";
  const auto made = cdi({other, view});
  EXPECT_EQ(std::ranges::count(names(made), "x-libs"), 1);
  EXPECT_THAT(left_out(made), Contains("x-libs: another device has this name already"));
}

TEST(Cdi, WhatAReaderWouldRefuseIsFoundBefore) {
  const CdiDevice good{"gpu", {"A=b"}, {{"/dev/kfd", "/dev/kfd"}}, {}};
  EXPECT_EQ(check_cdi_device(good, everything_exists), "");
  for (const auto* name : {"", "-gpu", "gpu-", "g pu", "g/pu", "gpü"}) {
    auto device = good;
    device.name = name;
    EXPECT_THAT(check_cdi_device(device, everything_exists).text, HasSubstr("not a name")) << name;
  }
  for (const auto* variable : {"A=", "=b", "A", ""}) {
    auto device = good;
    device.environment = {variable};
    EXPECT_THAT(check_cdi_device(device, everything_exists).text, HasSubstr("NAME=VALUE"))
        << variable;
  }
  EXPECT_EQ(check_cdi_device({"gpu", {}, {}, {}}, everything_exists), "it has no device nodes");
  const auto nothing = [](const std::string&) { return false; };
  EXPECT_EQ(check_cdi_device(good, nothing), "/dev/kfd does not exist");
}

TEST(Cdi, NodesElsewhereOnTheHostAreNamed) {
  const auto view = rx6600();
  CdiQuestion question{.views = {&view}, .dev = "/tmp/dev", .exists = everything_exists};
  EXPECT_THAT(to_text(make_cdi(question)), HasSubstr(R"("hostPath": "/tmp/dev/kfd")"));
}

}  // namespace
}  // namespace rmcp::publish
