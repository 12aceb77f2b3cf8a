// SPDX-License-Identifier: MIT
// What is remembered of cards, and when it is written.
#include "daemon/state/known_devices.hpp"

#include "daemon/state/complaints.hpp"
#include "daemon/state/disk.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace rmcp::test {
namespace {

class KnownDevicesTest : public testing::Test {
 protected:
  KnownDevicesTest() {
    card.address = {0, 3, 0, 0};
    card.pci.vendor = kVendorAmd;
    card.pci.device = 0x744c;
    card.binding.driver = "amdgpu";
    card.name = "AMD Radeon RX 7900 XTX";
    card.gfx = GfxTarget{11, 0, 0};
    card.placement.external = true;
    card.identity.unique_id = 0xfedcba9876543210;
    card.alias = "egpu";
    twin = card;
    twin.identity.unique_id.reset();
    twin.alias.clear();
  }

  /// Nothing is written into a folder that goes.
  ~KnownDevicesTest() override { state::Disk::instance().flush(std::chrono::seconds(10)); }

  static Device at(Device device, std::uint8_t bus) {
    device.address.bus = bus;
    return device;
  }
  std::string file() const { return folder / "known-devices.json"; }
  /// True when there was something to write since the last call.
  bool written() {
    written_well();
    return std::filesystem::remove(file());
  }
  /// Waits for the disk.
  bool written_well() {
    known.save_changes();
    return state::Disk::instance().flush(std::chrono::seconds(10)) && known.saved().done();
  }

  /// As another daemon would.
  void see_a_card() {
    state::KnownDevices other(folder.path());
    other.saw(card, "applied", 1);
    other.save_changes();
    state::Disk::instance().flush(std::chrono::seconds(10));
  }

  TemporaryFolder folder;
  state::KnownDevices known{folder.path()};
  Device card, twin;
};

TEST_F(KnownDevicesTest, AreTheSameAfterARestart) {
  known.saw(card, "applied", 7);
  known.left(card.address, 8);
  EXPECT_TRUE(written_well());
  const state::KnownDevices again(folder.path());
  ASSERT_EQ(again.all().size(), 1U);
  EXPECT_EQ(again.all(), known.all());
  EXPECT_EQ(again.devices().front(), remembered(card));
  EXPECT_EQ(again.all().front().last_seen_usec, 8U);
  EXPECT_FALSE(again.all().front().present);
}

TEST_F(KnownDevicesTest, AreWrittenOnlyWhenSomethingHasChanged) {
  known.saw(card, "applied", 1);
  EXPECT_TRUE(written());
  for (std::uint64_t now = 2; now < 20; ++now) known.saw(card, "applied", now);
  card.runtime_status = RuntimeStatus::suspended;
  card.binding.epoch = 99;
  known.saw(card, "applied", 20);
  EXPECT_FALSE(written());
  known.saw(card, "degraded", 21);
  EXPECT_TRUE(written());
  known.stop(22);
  EXPECT_TRUE(written());
  EXPECT_EQ(known.all().front().last_seen_usec, 22U);
  known.left({0, 9, 0, 0}, 23);
  EXPECT_FALSE(written()) << "nobody was there";
}

TEST_F(KnownDevicesTest, CardsThatChangeTogetherAreOneWrite) {
  known.saw(at(twin, 3), "applied", 1);
  known.saw(at(twin, 4), "applied", 1);
  state::Disk::instance().flush(std::chrono::seconds(10));
  EXPECT_FALSE(std::filesystem::exists(file())) << "nobody has asked for it yet";
  EXPECT_TRUE(written());
  EXPECT_FALSE(written());
}

TEST_F(KnownDevicesTest, ACardThatIsHereIsNotForgotten) {
  for (unsigned bus = 0; bus < 256; ++bus)
    known.saw(at(twin, static_cast<std::uint8_t>(bus)), "applied", 1);
  card.address.domain = 1;
  known.saw(card, "applied", 2);
  EXPECT_EQ(known.all().size(), 257U);
  known.left({0, 7, 0, 0}, 3);
  card.identity.unique_id = 1;
  card.address.bus = 4;
  known.saw(card, "applied", 4);
  EXPECT_EQ(known.all().size(), 257U) << "the one that is gone is forgotten";
  for (const auto& one : known.all()) EXPECT_TRUE(one.present);
}

TEST_F(KnownDevicesTest, FollowACardThatHasAnIdentity) {
  known.saw(card, "applied", 1);
  known.left(card.address, 2);
  known.saw(at(card, 0x3f), "applied", 3);
  ASSERT_EQ(known.all().size(), 1U);
  EXPECT_EQ(to_string(known.all().front().device.address), "0000:3f:00.0");
  EXPECT_TRUE(known.all().front().present);
}

TEST_F(KnownDevicesTest, EqualCardsAreToldApartByTheirSlots) {
  known.saw(at(twin, 3), "applied", 1);
  known.saw(at(twin, 4), "applied", 1);
  EXPECT_EQ(known.all().size(), 2U);
  known.left({0, 3, 0, 0}, 2);
  known.saw(at(twin, 5), "applied", 3);
  ASSERT_EQ(known.all().size(), 2U) << "only one can have moved";
  EXPECT_EQ(known.all().front().device.address.bus, 5);
  known.left({0, 4, 0, 0}, 4);
  known.left({0, 5, 0, 0}, 4);
  known.saw(at(twin, 6), "applied", 5);
  EXPECT_EQ(known.all().size(), 3U) << "nobody knows which of two it is";
}

TEST_F(KnownDevicesTest, ACardIsTheSameWhenItsDriverHasLetItGo) {
  known.saw(card, "applied", 1);
  auto bare = card;
  bare.binding.driver = "vfio-pci";
  bare.identity.unique_id.reset();
  bare.gfx.reset();
  known.saw(bare, "unmanaged", 2);
  ASSERT_EQ(known.all().size(), 1U);
  EXPECT_EQ(known.all().front().device, remembered(card));
  EXPECT_EQ(known.all().front().last_state, "applied");
}

TEST_F(KnownDevicesTest, WhatCannotBeReadWhileACardSleepsIsKept) {
  known.saw(card, "applied", 1);
  written();
  card.gfx.reset();
  card.placement.apu.reset();
  known.saw(card, "applied", 2);
  EXPECT_FALSE(written());
  EXPECT_TRUE(known.all().front().device.gfx.has_value());
}

TEST_F(KnownDevicesTest, ADamagedFileIsPutAside) {
  for (const std::string text : {"", "{", "[]", "{\"devices\":[{}]}",
                                 "{\"devices\":[{\"address\":\"x\"}]}", "{\"devices\":3}"}) {
    folder.write("known-devices.json", text);
    std::filesystem::remove(file() + ".damaged");
    state::forget_complaints();
    const state::KnownDevices again(folder.path());
    EXPECT_TRUE(again.all().empty());
    EXPECT_TRUE(std::filesystem::exists(file() + ".damaged")) << text;
    EXPECT_EQ(state::complaints().size(), 1U) << text;
    EXPECT_TRUE(state::KnownDevices::read(folder.path()).empty());
  }
}

TEST_F(KnownDevicesTest, TheFirstDamagedFileIsTheOneThatIsKept) {
  folder.write("known-devices.json", "first");
  see_a_card();
  folder.write("known-devices.json", "second");
  see_a_card();
  std::ifstream kept(file() + ".damaged");
  std::string text;
  kept >> text;
  EXPECT_EQ(text, "first");
}

TEST_F(KnownDevicesTest, AFileOfAnOlderVersionLacksKeysAndNoCard) {
  folder.write("known-devices.json",
               R"({"devices": [{"address": "0000:03:00.0", "vendor": 4098, "device": 29772,
                                "unique_id": "fedcba9876543210"}]})");
  state::forget_complaints();
  const state::KnownDevices again(folder.path());
  ASSERT_EQ(again.all().size(), 1U);
  EXPECT_TRUE(again.devices().front().managed()) << "or its parameters would be taken away";
  EXPECT_EQ(again.devices().front().identity.unique_id, card.identity.unique_id);
  EXPECT_TRUE(state::complaints().empty());
}

TEST_F(KnownDevicesTest, ABadEntryTakesNoOtherAlong) {
  folder.write("known-devices.json",
               R"({"devices": [7, {"address": "x", "vendor": 4098, "device": 1},
                               {"address": "0000:03:00.0", "vendor": 4098, "device": 29772,
                                "revision": 4711, "apu": "no", "gfx": "gfx1100"}]})");
  state::forget_complaints();
  const state::KnownDevices again(folder.path());
  ASSERT_EQ(again.all().size(), 1U);
  EXPECT_EQ(again.devices().front().gfx, card.gfx);
  EXPECT_EQ(again.devices().front().pci.revision, 0) << "more than a byte is no revision";
  EXPECT_EQ(again.devices().front().placement.apu, std::nullopt);
  EXPECT_EQ(state::complaints().size(), 1U);
}

TEST_F(KnownDevicesTest, SayWhenTheyCannotBeWritten) {
  state::KnownDevices nowhere("/proc/nowhere");
  nowhere.saw(card, "applied", 1);
  nowhere.save_changes();
  state::Disk::instance().flush(std::chrono::seconds(10));
  EXPECT_TRUE(nowhere.saved().failed());
  EXPECT_EQ(nowhere.all().size(), 1U);
}

}  // namespace
}  // namespace rmcp::test
