// SPDX-License-Identifier: MIT
// Which udev events are news about a GPU.
#include "daemon/device/uevent.hpp"

#include <gtest/gtest.h>

namespace rmcp::device {
namespace {

constexpr const char* kCard = "/sys/devices/pci0000:00/0000:00:01.0/0000:03:00.0";

Uevent pci(const std::string& action) {
  Uevent uevent;
  uevent.action = action;
  uevent.subsystem = "pci";
  uevent.syspath = kCard;
  uevent.pci_id = "1002:73FF";
  uevent.pci_class = "30000";
  return uevent;
}

Uevent drm(const std::string& action) {
  Uevent uevent;
  uevent.action = action;
  uevent.subsystem = "drm";
  uevent.devtype = "drm_minor";
  uevent.syspath = std::string(kCard) + "/drm/card0";
  return uevent;
}

TEST(Uevent, KnowsTheLifeOfAPciFunction) {
  const std::pair<const char*, Event::Kind> kinds[] = {{"add", Event::Kind::add},
                                                       {"bind", Event::Kind::bind},
                                                       {"unbind", Event::Kind::unbind},
                                                       {"remove", Event::Kind::remove},
                                                       {"change", Event::Kind::change}};
  for (const auto& [action, kind] : kinds) {
    const auto event = interpret(pci(action));
    ASSERT_TRUE(event) << action;
    EXPECT_EQ(event->kind, kind) << action;
    EXPECT_EQ(to_string(event->address), "0000:03:00.0");
    EXPECT_EQ(event->syspath, kCard);
  }
}

TEST(Uevent, PartitionsHaveNodesThatDoNotSayWhoseTheyAre) {
  auto partition = drm("add");
  partition.syspath = "/sys/devices/platform/amdgpu_xcp_3/drm/renderD131";
  const auto event = interpret(partition);
  ASSERT_TRUE(event);
  EXPECT_EQ(event->kind, Event::Kind::partition);
  partition.syspath = "/sys/devices/platform/vgem/drm/renderD131";
  EXPECT_FALSE(interpret(partition));
}

TEST(Uevent, IgnoresActionsItDoesNotKnow) { EXPECT_FALSE(interpret(pci("move"))); }

TEST(Uevent, IgnoresOtherVendorsAndOtherFunctions) {
  Uevent intel = pci("add");
  intel.pci_id = "8086:9BC4";
  EXPECT_FALSE(interpret(intel));

  Uevent audio = pci("add");
  audio.pci_class = "40300";
  EXPECT_FALSE(interpret(audio));

  Uevent silent = pci("add");
  silent.pci_id = silent.pci_class = "";
  EXPECT_FALSE(interpret(silent));
}

TEST(Uevent, WatchesAcceleratorsToo) {
  Uevent mi300 = pci("bind");
  mi300.pci_id = "1002:74A1";
  mi300.pci_class = "120000";
  EXPECT_TRUE(interpret(mi300));
}

TEST(Uevent, ReportsDrmNodesAsAChangeOfTheirPciDevice) {
  for (const char* action : {"add", "remove", "change"}) {
    const auto event = interpret(drm(action));
    ASSERT_TRUE(event) << action;
    EXPECT_EQ(event->kind, Event::Kind::change);
    EXPECT_EQ(event->syspath, kCard);
    EXPECT_EQ(to_string(event->address), "0000:03:00.0");
  }
}

TEST(Uevent, ReportsAWedgedDeviceWithItsValue) {
  Uevent uevent = drm("change");
  uevent.wedged = "rebind,bus-reset";
  const auto event = interpret(uevent);
  ASSERT_TRUE(event);
  EXPECT_EQ(event->kind, Event::Kind::wedged);
  EXPECT_EQ(event->detail, "rebind,bus-reset");
  EXPECT_EQ(event->syspath, kCard);
}

TEST(Uevent, TakesAnOldWedgedPropertyForNoNews) {
  Uevent uevent = drm("remove");
  uevent.wedged = "rebind";  // udev may keep properties of earlier events
  const auto event = interpret(uevent);
  ASSERT_TRUE(event);
  EXPECT_EQ(event->kind, Event::Kind::change);
  EXPECT_EQ(event->detail, "");
}

TEST(Uevent, LeavesConnectorsAlone) {
  Uevent hotplug = drm("change");
  hotplug.hotplug = true;
  EXPECT_FALSE(interpret(hotplug));

  Uevent connector = drm("add");
  connector.devtype = "drm_connector";
  connector.syspath += "/card0-DP-1";
  EXPECT_FALSE(interpret(connector));
}

TEST(Uevent, IgnoresDrmDevicesWithoutAPciDeviceAbove) {
  Uevent simple = drm("add");
  simple.syspath = "/sys/devices/platform/simple-framebuffer.0/drm/card0";
  EXPECT_FALSE(interpret(simple));
  simple.syspath = "/sys/class/other";
  EXPECT_FALSE(interpret(simple));
}

}  // namespace
}  // namespace rmcp::device
