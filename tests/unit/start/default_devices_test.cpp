// SPDX-License-Identifier: MIT
#include "lib/start/default_devices.hpp"

#include <gmock/gmock.h>

namespace rmcp {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Devices = std::vector<ProcessDevice>;

ProcessDevice card(std::string label) {
  ProcessDevice device;
  device.label = std::move(label);
  device.render_minors = {128};
  return device;
}

ProcessDevice apu() {
  auto device = card("apu");
  device.apu = true;
  return device;
}

ProcessDevice without_node(ProcessDevice device) {
  device.render_minors.clear();
  return device;
}

ProcessDevice disabled(ProcessDevice device) {
  device.published["compute.enabled"] = "false";
  return device;
}

ProcessDevice settling(ProcessDevice device) {
  device.settling = true;
  return without_node(std::move(device));
}

TEST(DefaultDevices, AreAllThatCompute) {
  EXPECT_THAT(default_devices(Devices{card("a"), card("b")}), ElementsAre(0, 1));
  EXPECT_THAT(default_devices(Devices{card("a"), without_node(card("b")), card("c")}),
              ElementsAre(0, 2));
  EXPECT_THAT(default_devices(Devices{disabled(card("a")), card("b")}), ElementsAre(1));
  EXPECT_THAT(default_devices(Devices{}), IsEmpty());
}

TEST(DefaultDevices, LeaveAnApuOutBesideACard) {
  EXPECT_THAT(default_devices(Devices{apu(), card("a")}), ElementsAre(1));
  EXPECT_THAT(default_devices(Devices{card("a"), apu()}), ElementsAre(0));
}

TEST(DefaultDevices, AreTheApuWhereNothingElseComputes) {
  EXPECT_THAT(default_devices(Devices{apu()}), ElementsAre(0));
  EXPECT_THAT(default_devices(Devices{without_node(card("a")), apu()}), ElementsAre(1));
  EXPECT_THAT(default_devices(Devices{disabled(card("a")), apu()}), ElementsAre(1));
  EXPECT_THAT(default_devices(Devices{disabled(apu())}), IsEmpty());
  EXPECT_THAT(default_devices(Devices{without_node(apu())}), IsEmpty());
}

TEST(DefaultDevices, AreNoApuWhileACardSettles) {
  EXPECT_THAT(default_devices(Devices{apu(), settling(card("a"))}), IsEmpty());
  EXPECT_THAT(default_devices(Devices{settling(apu())}), IsEmpty());
  EXPECT_THAT(default_devices(Devices{settling(card("a")), card("b")}), ElementsAre(1));
  EXPECT_THAT(default_devices(Devices{settling(apu()), apu()}), ElementsAre(1));
}

TEST(DefaultDevices, TellWhyThereIsNone) {
  EXPECT_EQ(why_no_default_device(Devices{}).reason, "no GPU here can compute");
  EXPECT_EQ(why_no_default_device(Devices{disabled(card("a")), without_node(apu())}).reason,
            "no GPU here can compute: a: policy has compute.enabled = false; apu: KFD has no node "
            "for it, so ROCm cannot use it");
  EXPECT_EQ(why_no_default_device(Devices{apu(), settling(card("a"))}).reason,
            "no GPU here can compute: a: it is settling");
}

}  // namespace
}  // namespace rmcp
