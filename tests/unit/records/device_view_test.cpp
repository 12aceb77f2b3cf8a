// SPDX-License-Identifier: MIT
// Devices as rows, and by what people type.
#include "lib/records/device_view.hpp"

#include <gtest/gtest.h>

namespace rmcp {
namespace {

DeviceView card(std::uint8_t bus, const std::string& name, const std::string& node) {
  DeviceView view;
  view.device.address = {0, bus, 0, 0};
  view.device.name = name;
  view.device.nodes.card = "card" + node;
  view.device.nodes.render = {"renderD12" + node};
  view.device.binding.driver = "amdgpu";
  view.state = State::applied;
  return view;
}

class FindDevices : public testing::Test {
 protected:
  FindDevices() { views[1].device.identity.unique_id = 0x946d7e1ef9b172dd; }

  std::string found(const std::string& pattern) const {
    std::string out;
    for (const auto& address : find_devices({&views[0], &views[1], &views[2]}, pattern))
      out += to_string(address) + " ";
    return out;
  }

  DeviceView views[3] = {card(3, "AMD Radeon RX 6600", "0"), card(4, "AMD Radeon RX 6900 XT", "1"),
                         card(0x3f, "AMD Radeon RX 6600", "2")};
};

TEST_F(FindDevices, ByAddressLongOrShort) {
  EXPECT_EQ(found("0000:03:00.0"), "0000:03:00.0 ");
  EXPECT_EQ(found("3f:00.0"), "0000:3f:00.0 ");
  EXPECT_EQ(found("0001:03:00.0"), "");
}

TEST_F(FindDevices, ByNodeOrId) {
  EXPECT_EQ(found("card1"), "0000:04:00.0 ");
  EXPECT_EQ(found("renderD122"), "0000:3f:00.0 ");
  EXPECT_EQ(found("946d7"), "0000:04:00.0 ");
  EXPECT_EQ(found("946"), "") << "too short to be an id";
}

TEST_F(FindDevices, ByNameWithoutRegardToCase) {
  EXPECT_EQ(found("*6900*"), "0000:04:00.0 ");
  EXPECT_EQ(found("amd radeon rx 6600"), "0000:03:00.0 0000:3f:00.0 ");
}

TEST_F(FindDevices, ByAWholeNameWithBrackets) {
  views[2].device.name = "Navi 31 [Radeon RX 7900 XT/7900 XTX]";
  EXPECT_EQ(found("navi 31 [Radeon RX 7900 XT/7900 XTX]"), "0000:3f:00.0 ");
  EXPECT_EQ(found("*[Radeon RX 7900 XT/7900 XTX]"), "0000:3f:00.0 ");
}

TEST_F(FindDevices, ByWordsOfTheName) {
  EXPECT_EQ(found("rx 6900"), "0000:04:00.0 ");
  EXPECT_EQ(found("6600"), "0000:03:00.0 0000:3f:00.0 ");
  EXPECT_EQ(found("RX 660"), "") << "not a whole word";
  EXPECT_EQ(found("X 6900"), "");
  views[0].device.name = "RX 6900";
  EXPECT_EQ(found("RX 6900"), "0000:03:00.0 ") << "the whole name comes first";
}

TEST_F(FindDevices, AnUnknownOneIsAnsweredWithThoseThatAreThere) {
  views[1].device.alias = "big";
  EXPECT_EQ(find_device({&views[0], &views[1]}, "6700").error().text,
            "no device matches '6700'; present: 0000:03:00.0 (AMD Radeon RX 6600), "
            "big (0000:04:00.0, AMD Radeon RX 6900 XT)");
  EXPECT_EQ(find_device({}, "6700").error().text, "no device matches '6700'; there is no AMD GPU");
  EXPECT_EQ(find_device({&views[0], &views[1], &views[2]}, "RX 6600").error().text,
            "'RX 6600' matches several devices: 0000:03:00.0 (AMD Radeon RX 6600), "
            "0000:3f:00.0 (AMD Radeon RX 6600)");
}

TEST_F(FindDevices, ByAliasBeforeAnythingElse) {
  views[2].device.alias = "beef";
  views[1].device.identity.unique_id = 0xbeef000000000000;
  views[0].device.name = "beef";
  EXPECT_EQ(found("beef"), "0000:3f:00.0 ");
  EXPECT_EQ(found("beef0"), "0000:04:00.0 ");
  EXPECT_EQ(found(""), "") << "no alias is not the alias of all";
}

TEST_F(FindDevices, AnAliasOfTwoCardsIsNobodysAlone) {
  views[0].device.alias = views[2].device.alias = "egpu";
  EXPECT_EQ(found("egpu"), "0000:03:00.0 0000:3f:00.0 ");
}

std::string column(const DeviceView& view, std::string_view name) {
  return get<std::string>(row_of(view), name);
}

TEST(Row, SaysWhoElseHasItsAlias) {
  auto view = card(3, "x", "0");
  view.device.alias = "egpu";
  view.alias_shared_with = {{0, 0x3f, 0, 0}};
  EXPECT_EQ(column(view, "alias"), "egpu");
  EXPECT_EQ(column(view, "note"), "alias egpu is shared with 0000:3f:00.0");
}

TEST(Row, MarksAGuessedGfxTarget) {
  auto view = card(3, "AMD Radeon HD 7870", "0");
  view.device.gfx = GfxTarget{6, 0, 1};
  view.device.gfx_source = GfxSource::pci_id;
  EXPECT_EQ(column(view, "gfx"), "gfx601?");
  view.device.gfx_source = GfxSource::kfd;
  EXPECT_EQ(column(view, "gfx"), "gfx601");
}

TEST(Row, NotesWhatIsSpecial) {
  auto view = card(3, "x", "0");
  view.device.placement.external = true;
  view.device.runtime_status = RuntimeStatus::suspended;
  view.note = "2 pending";
  EXPECT_EQ(column(view, "note"), "external, suspended, 2 pending");
}

}  // namespace
}  // namespace rmcp
