// SPDX-License-Identifier: MIT
// Notes that speak of one card, one boot and one binding.
#include "daemon/state/journal.hpp"

#include "daemon/state/complaints.hpp"
#include "lib/sys/file.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <signal.h>
#include <sys/resource.h>

#include <fstream>
#include <iterator>

namespace rmcp::test {
namespace {

Device card() {
  Device d;
  d.address = {0, 3, 0, 0};
  d.pci.vendor = kVendorAmd;
  d.pci.device = 0x73ff;
  d.binding.epoch = 4711;
  return d;
}

state::Journal journal_in(const TemporaryFolder& folder) {
  return {folder.path(), "boot", card(), id_as_seen(card())};
}

Originals read(const TemporaryFolder& folder, const Device& device,
               const std::string& boot = "boot") {
  return state::Journal(folder.path(), boot, device, id_as_seen(device)).originals();
}

TEST(Journal, SurvivesTheDaemon) {
  const TemporaryFolder folder;
  state::Journal journal(folder.path(), "boot", card(), id_as_seen(card()));
  EXPECT_EQ(journal.record_original("attribute.x", "a\nb \"c\""), 0);
  EXPECT_EQ(journal.record_applied("attribute.x", "80 %"), 0);
  EXPECT_EQ(read(folder, card()), (Originals{{"attribute.x", {"a\nb \"c\"", "80 %"}}}));
}

TEST(Journal, OfVersion010IsRead) {
  const TemporaryFolder folder;
  ASSERT_EQ(journal_in(folder).record_original("attribute.x", "1", "one"), 0);
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
  ASSERT_EQ(journal_in(folder).record_original("attribute.x", "1"), 0);
  auto rebound = card();
  rebound.binding.epoch = 4712;
  EXPECT_TRUE(read(folder, rebound).empty());
  auto other = card();
  other.pci.device = 0x744c;
  EXPECT_TRUE(read(folder, other).empty());
  EXPECT_TRUE(read(folder, card(), "next boot").empty());
  EXPECT_FALSE(read(folder, card()).empty());
}

TEST(Journal, TheFirstOriginalWins) {
  const TemporaryFolder folder;
  state::Journal journal(folder.path(), "boot", card(), id_as_seen(card()));
  EXPECT_EQ(journal.record_original("attribute.x", "first"), 0);
  EXPECT_EQ(journal.record_original("attribute.x", "second"), 0);
  EXPECT_EQ(read(folder, card()).at("attribute.x").original, "first");
}

TEST(Journal, StartsEmptyWhenItsFileIsDamaged) {
  const TemporaryFolder folder;
  for (const auto* text : {"", "{", "[]", "{\"boot_id\":1}", "\xff\xfe"}) {
    folder.write("journal/0000_03_00_0.json", text);
    EXPECT_TRUE(read(folder, card()).empty()) << text;
  }
}

/// As on a full /run: a file cannot grow beyond nothing.
class NoSpace {
 public:
  NoSpace() {
    ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit none{0, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &none);
  }
  ~NoSpace() { ::setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST(Journal, WhatIsForgottenStaysSoWhereThatCannotBeWritten) {
  const TemporaryFolder folder;
  state::forget_complaints();
  {
    auto journal = journal_in(folder);
    EXPECT_EQ(journal.record_original("attribute.x", "1"), 0);
    EXPECT_EQ(journal.record_original("attribute.y", "2"), 0);
    const NoSpace full;
    EXPECT_NE(journal.forget("attribute.x"), 0);
    EXPECT_EQ(state::complaints().size(), 1u) << "and it is not silent";
    EXPECT_FALSE(journal.originals().contains("attribute.x"));
    EXPECT_FALSE(read(folder, card()).contains("attribute.x")) << "nor in the next job";
  }
  EXPECT_FALSE(read(folder, card()).contains("attribute.x")) << "written when there is space";
  EXPECT_TRUE(state::complaints().empty());
  std::ifstream file(folder / "journal/0000_03_00_0.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(text.find("attribute.x"), text.npos);
  EXPECT_NE(text.find("attribute.y"), text.npos);
}

TEST(Journal, TheLastNoteIsForgottenWithoutSpace) {
  const TemporaryFolder folder;
  auto journal = journal_in(folder);
  EXPECT_EQ(journal.record_original("attribute.x", "1"), 0);
  const NoSpace full;
  EXPECT_EQ(journal.forget("attribute.x"), 0);
}

TEST(Journal, AnOriginalThatIsNotedAgainIsNotForgotten) {
  const TemporaryFolder folder;
  auto journal = journal_in(folder);
  EXPECT_EQ(journal.record_original("attribute.x", "1"), 0);
  EXPECT_EQ(journal.record_original("attribute.y", "2"), 0);
  {
    const NoSpace full;
    EXPECT_NE(journal.forget("attribute.x"), 0);
  }
  EXPECT_EQ(journal.record_original("attribute.x", "3"), 0);
  EXPECT_EQ(read(folder, card()).at("attribute.x").original, "3");
}

}  // namespace
}  // namespace rmcp::test
