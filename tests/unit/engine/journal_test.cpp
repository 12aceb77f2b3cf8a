// SPDX-License-Identifier: MIT
// Notes that speak of one card, one boot and one binding.
#include "state/journal.hpp"

#include "sys/file.hpp"
#include "temporary_folder.hpp"

#include <gtest/gtest.h>

namespace rmcp::test {
namespace {

Device card() {
  Device d;
  d.address = {0, 3, 0, 0};
  d.vendor = kVendorAmd;
  d.device = 0x73ff;
  d.bind_epoch = 4711;
  return d;
}

Originals read(const TemporaryFolder& folder, const Device& device,
               const std::string& boot = "boot") {
  return state::Journal(folder.path(), boot, device, id_as_seen(device)).originals();
}

TEST(Journal, SurvivesTheDaemon) {
  const TemporaryFolder folder;
  state::Journal journal(folder.path(), "boot", card(), id_as_seen(card()));
  EXPECT_EQ(journal.note_original("attribute.x", "a\nb \"c\""), 0);
  EXPECT_EQ(journal.note_applied("attribute.x", "80 %"), 0);
  EXPECT_EQ(read(folder, card()), (Originals{{"attribute.x", {"a\nb \"c\"", "80 %"}}}));
}

TEST(Journal, OfVersion010IsRead) {
  const TemporaryFolder folder;
  state::Journal(folder.path(), "boot", card(), id_as_seen(card()))
      .note_original("attribute.x", "1", "one");
  const auto file = folder.path() + "/journal/0000_03_00_0.json";
  auto text = *sys::read_file(file);
  const auto added = text.find("\"before\"");
  ASSERT_NE(added, std::string::npos);
  text.erase(added, text.find('\n', added) - added);
  folder.write("journal/0000_03_00_0.json", text);
  EXPECT_EQ(read(folder, card()), (Originals{{"attribute.x", {"1", "", ""}}}));
}

TEST(Journal, IsVoidForAnotherBindingBootOrCard) {
  const TemporaryFolder folder;
  state::Journal(folder.path(), "boot", card(), id_as_seen(card()))
      .note_original("attribute.x", "1");
  auto rebound = card();
  rebound.bind_epoch = 4712;
  EXPECT_TRUE(read(folder, rebound).empty());
  auto other = card();
  other.device = 0x744c;
  EXPECT_TRUE(read(folder, other).empty());
  EXPECT_TRUE(read(folder, card(), "next boot").empty());
  EXPECT_FALSE(read(folder, card()).empty());
}

TEST(Journal, TheFirstOriginalWins) {
  const TemporaryFolder folder;
  state::Journal journal(folder.path(), "boot", card(), id_as_seen(card()));
  journal.note_original("attribute.x", "first");
  journal.note_original("attribute.x", "second");
  EXPECT_EQ(read(folder, card()).at("attribute.x").original, "first");
}

TEST(Journal, StartsEmptyWhenItsFileIsDamaged) {
  const TemporaryFolder folder;
  for (const auto* text : {"", "{", "[]", "{\"boot_id\":1}", "\xff\xfe"}) {
    folder.write("journal/0000_03_00_0.json", text);
    EXPECT_TRUE(read(folder, card()).empty()) << text;
  }
}

}  // namespace
}  // namespace rmcp::test
