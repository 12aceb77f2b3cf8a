// SPDX-License-Identifier: MIT
// Parts of a view that depend on other devices, and the devices that a change is about.
#include "lib/records/neighbours.hpp"

#include "tests/unit/policy_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rmcp::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

PciAddress at(std::uint8_t bus) { return {0, bus, 0, 0}; }

Device card(std::uint8_t bus, const char* gfx, const std::string& alias = "") {
  Device device;
  device.address = at(bus);
  device.binding.driver = "amdgpu";
  device.gfx = parse_gfx(gfx);
  device.alias = alias;
  return device;
}

DeviceView view_of(const Device& device, Desired wanted = {}) {
  DeviceView view;
  view.device = device;
  view.desired = std::move(wanted);
  return view;
}

DeviceView completed(const Neighbours& neighbours, const Device& device, Desired wanted = {}) {
  auto view = view_of(device, std::move(wanted));
  neighbours.complete(view);
  return view;
}

struct NeighboursTest : testing::Test {
  NeighboursTest() {
    neighbours.put(view_of(card(3, "gfx1032", "egpu")));
    neighbours.put(view_of(card(4, "gfx1032")));
    neighbours.put(view_of(card(5, "gfx1032", "egpu")));
  }
  Neighbours neighbours;
};

TEST_F(NeighboursTest, NameTheOthersOfAnAlias) {
  const auto view = completed(neighbours, card(3, "gfx1032", "egpu"));
  EXPECT_THAT(view.alias_shared_with, ElementsAre(at(5)));
  EXPECT_THAT(completed(neighbours, card(4, "gfx1032")).alias_shared_with, IsEmpty())
      << "no alias is shared with nobody";
}

TEST_F(NeighboursTest, AChangeIsAboutThoseWhoseAliasComesOrGoes) {
  EXPECT_THAT(neighbours.put(view_of(card(4, "gfx1032", "egpu"))), ElementsAre(at(3), at(5)));
  EXPECT_THAT(neighbours.put(view_of(card(3, "gfx1032", "desk"))), ElementsAre(at(4), at(5)));
  EXPECT_THAT(neighbours.remove(at(4)), ElementsAre(at(5)));
  EXPECT_THAT(completed(neighbours, card(5, "gfx1032", "egpu")).alias_shared_with, IsEmpty());
}

TEST_F(NeighboursTest, WhatIsNoNewsIsAboutNobody) {
  EXPECT_THAT(neighbours.put(view_of(card(3, "gfx1032", "egpu"))), IsEmpty());
  EXPECT_THAT(neighbours.put(view_of(card(6, "gfx1032"))), IsEmpty())
      << "a target that is there already";
  EXPECT_THAT(neighbours.remove(at(6)), IsEmpty()) << "the others still have it";
  EXPECT_THAT(neighbours.remove(at(9)), IsEmpty()) << "nobody was there";
}

TEST_F(NeighboursTest, AnotherGfxTargetIsNewsForAll) {
  constexpr auto kOverride = "environment.HSA_OVERRIDE_GFX_VERSION";
  const auto wanted = desired({setting(kOverride, "10.3.0")});
  EXPECT_THAT(completed(neighbours, card(3, "gfx1032"), wanted).advice, IsEmpty());
  EXPECT_THAT(neighbours.put(view_of(card(6, "gfx1100"))), ElementsAre(at(3), at(4), at(5)));
  EXPECT_THAT(completed(neighbours, card(3, "gfx1032"), wanted).advice, testing::SizeIs(1));
  EXPECT_THAT(neighbours.remove(at(6)), ElementsAre(at(3), at(4), at(5)));
  EXPECT_THAT(completed(neighbours, card(3, "gfx1032"), wanted).advice, IsEmpty());
}

TEST_F(NeighboursTest, TheTargetOfACardOfAnotherDriverDoesNotCount) {
  auto foreign = card(6, "gfx1100");
  foreign.binding.driver = "vfio-pci";
  EXPECT_THAT(neighbours.put(view_of(foreign)), IsEmpty()) << "no program sees it";
}

Device on_node(Device device, unsigned node) {
  device.nodes.kfd = {{.node = node}};
  return device;
}

TEST_F(NeighboursTest, AnotherCardOfANodeIsNewsForThoseThatNameNodes) {
  constexpr auto kNodeOne = "environment.HSA_OVERRIDE_GFX_VERSION_1";
  const auto wanted = desired({setting(kNodeOne, "10.3.0")});
  EXPECT_THAT(neighbours.put(view_of(card(4, "gfx1032"), wanted)), IsEmpty());
  EXPECT_THAT(neighbours.put(view_of(on_node(card(3, "gfx1032", "egpu"), 1))), ElementsAre(at(4)));
  EXPECT_THAT(completed(neighbours, card(4, "gfx1032"), wanted).advice, testing::SizeIs(1));
  EXPECT_THAT(neighbours.put(view_of(on_node(card(3, "gfx1032", "egpu"), 2))), ElementsAre(at(4)));
  EXPECT_THAT(completed(neighbours, card(4, "gfx1032"), wanted).advice, testing::SizeIs(2))
      << "node 1 is no GPU now";
  EXPECT_THAT(neighbours.put(view_of(card(4, "gfx1032"))), IsEmpty());
  EXPECT_THAT(neighbours.put(view_of(on_node(card(3, "gfx1032", "egpu"), 1))), IsEmpty())
      << "nobody names one any longer";
}

}  // namespace
}  // namespace rmcp::test
