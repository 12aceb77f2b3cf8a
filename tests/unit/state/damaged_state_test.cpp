// SPDX-License-Identifier: MIT
// Whatever has happened to a state file: what is valid in it counts, the rest is told once, and
// nothing is thrown.
#include "daemon/state/complaints.hpp"
#include "daemon/state/disk.hpp"
#include "daemon/state/journal.hpp"
#include "daemon/state/known_devices.hpp"
#include "daemon/state/last_good.hpp"
#include "daemon/state/module_journal.hpp"
#include "daemon/state/notes.hpp"
#include "daemon/state/probation.hpp"
#include "lib/module/initramfs.hpp"
#include "tests/unit/policy_builder.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <functional>
#include <thread>
#include <tuple>

namespace rmcp::test {
namespace {

using nlohmann::json;

class DamagedStateTest : public testing::Test {
 protected:
  DamagedStateTest() {
    paths.runtime = run.path();
    paths.state = lib.path();
    card.address = {0, 3, 0, 0};
    card.pci.vendor = kVendorAmd;
    card.pci.device = 0x73ff;
    card.binding.driver = "amdgpu";
    card.identity.unique_id = 0x1234;
    state::forget_complaints();
  }

  CardId id() const { return *card_id(card); }
  state::Notes notes() const { return state::Notes(paths); }

  void fill() {
    ASSERT_EQ(notes().consents.approve(id(), {{kCap, "120 W"}, {kLevel, "high"}}), 0);
    ASSERT_EQ(notes().consents.revoke(id(), {{kCap, "130 W"}}, "why"), 0);
    ASSERT_EQ(notes().trials.save(id(), {.boot_id = "b",
                                         .bind_epoch = 17,
                                         .before = {{kLevel, {"auto", "manual"}}},
                                         .tried = {{kLevel, "high"}},
                                         .risky = {{kCap, "95 W"}}}),
              0);
    ASSERT_EQ(notes().overrides.change(id(), {.set = {{kCap, "95 W"}}, .keep = true}), 0);
    ASSERT_EQ(notes().overrides.change(id(), {.set = {{kLevel, "high"}}}), 0);
    ASSERT_EQ(notes().holds.hold(id(), true), 0);
    ASSERT_EQ(state::Probation(lib.path(), "b", "card").begin(), 0);
    state::Journal journal(run.path(), "b", card, id());
    ASSERT_EQ(journal.record_original(kCap, "100000000"), 0);
    ASSERT_EQ(journal.record_original(kLevel, "auto"), 0);
    state::ModuleJournal module(run.path(), "b");
    ASSERT_EQ(module.record_original("one", "1"), 0);
    ASSERT_EQ(module.record_original("two", "2"), 0);
    ASSERT_EQ(state::save_last_good(lib.path(), {{"/a.toml", "format = 1", false, 0},
                                                 {"/b.toml", "format = 1", true, 1}}),
              0);
    state::KnownDevices known(lib.path());
    known.saw(card, "applied", 1);
    auto other = card;
    other.address.bus = 4;
    other.identity.unique_id = 0x5678;
    known.saw(other, "applied", 2);
    known.save_changes();
    ASSERT_TRUE(state::Disk::instance().flush(std::chrono::seconds(10)));
  }

  /// Everything is read, as after a start.
  void read_all() {
    const auto all = notes();
    std::ignore = all.consents.read(id());
    std::ignore = all.trials.read(id());
    std::ignore = all.overrides.read(id());
    std::ignore = all.holds.held(id());
    std::ignore = state::Probation(lib.path(), "next", "card").unclean_boots();
    std::ignore = state::Journal(run.path(), "b", card, id()).originals();
    std::ignore = state::ModuleJournal(run.path(), "b").originals();
    state::load_last_good(lib.path());
    std::ignore = state::KnownDevices(lib.path()).all();
    state::Disk::instance().flush(std::chrono::seconds(10));
  }

  /// The JSON files there are, by path.
  std::vector<std::string> files() const {
    std::vector<std::string> out;
    for (const auto* folder : {&run, &lib})
      for (const auto& entry : std::filesystem::recursive_directory_iterator(folder->path()))
        if (entry.path().extension() == ".json") out.push_back(entry.path());
    return out;
  }

  static std::string text_of(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static void put(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::trunc) << text;
  }

  /// Changes one file, reads everything, puts the file back.
  void with(const std::string& path, const std::string& text, bool complains) {
    const auto before = text_of(path);
    put(path, text);
    state::forget_complaints();
    EXPECT_NO_THROW(read_all()) << path << ":\n" << text.substr(0, 300);
    EXPECT_EQ(state::complaints().size(), complains ? 1u : 0u) << path << ":\n"
                                                               << text.substr(0, 300);
    put(path, before);
    std::filesystem::remove(path + ".damaged");
  }

  TemporaryFolder run, lib;
  sys::Paths paths;
  Device card;
};

TEST_F(DamagedStateTest, NothingThrowsAndEachFileIsToldOfOnce) {
  fill();
  const auto all = files();
  ASSERT_GE(all.size(), 9u);
  for (const auto& path : all) {
    const auto text = text_of(path);
    for (const auto* odd : {"", "{", "[]", "7", "null", "\xff\xfe", "\"text\""})
      with(path, odd, true);
    with(path, text.substr(0, text.size() / 2), true);
    const auto largest = path.ends_with("last-good-policy.json") ? 64u << 20 : 1u << 20;
    with(path, std::string(largest + 1, ' ') + text, true);
    with(path, std::string(100'000, '['), true);
  }
}

/// Calls it with each copy in which one value is something else.
void with_each_value_changed(const json& whole, const json& instead,
                             const std::function<void(const std::string&, const json&)>& look) {
  const auto flat = whole.flatten();
  for (const auto& item : flat.items()) {
    auto changed = whole;
    changed[json::json_pointer(item.key())] = instead;
    look(item.key(), changed);
  }
}

TEST_F(DamagedStateTest, AValueOfAWrongTypeIsToldOfAndNothingThrows) {
  fill();
  for (const auto& path : files()) {
    const auto whole = json::parse(text_of(path));
    for (const json& instead :
         {json(7.5), json(-1), json::array({1}), json::object({{"a", 1}}), json(std::uint64_t(-1))})
      with_each_value_changed(whole, instead, [&](const std::string& key, const json& changed) {
        put(path, changed.dump());
        state::forget_complaints();
        EXPECT_NO_THROW(read_all()) << path << key << " = " << instead;
        EXPECT_LE(state::complaints().size(), 1u) << path << key << " = " << instead;
      });
    put(path, whole.dump());
  }
}

TEST_F(DamagedStateTest, KeysThatNobodyKnowsAreLeftAlone) {
  fill();
  for (const auto& path : files()) {
    auto document = json::parse(text_of(path));
    document["of a newer version"] = {1, 2};
    with(path, document.dump(), false);
  }
}

TEST_F(DamagedStateTest, ABadEntryTakesNoOtherAlong) {
  fill();
  const auto consent = lib / ("consent/" + id().key() + ".json");
  auto document = json::parse(text_of(consent));
  document["approved"].push_back({{"knob", 7}});
  document["taken_back"].push_back("nonsense");
  put(consent, document.dump());
  EXPECT_EQ(notes().consents.read(id()).approved.size(), 2u);
  EXPECT_EQ(notes().consents.read(id()).taken_back.size(), 1u);

  const auto journal = run / "journal/0000_03_00_0.json";
  document = json::parse(text_of(journal));
  document["knobs"]["attribute.odd"] = 7;
  put(journal, document.dump());
  EXPECT_EQ(state::Journal(run.path(), "b", card, id()).originals().size(), 2u);

  const auto module = run / "module.json";
  document = json::parse(text_of(module));
  document["originals"]["odd"] = json::array();
  put(module, document.dump());
  EXPECT_EQ(state::ModuleJournal(run.path(), "b").originals().size(), 2u);

  const auto kept = lib / ("overrides/" + id().key() + ".json");
  document = json::parse(text_of(kept));
  document["set"]["attribute.odd"] = 7;
  put(kept, document.dump());
  EXPECT_EQ(notes().overrides.read(id()).settings.size(), 2u);

  const auto last_good = lib / "last-good-policy.json";
  document = json::parse(text_of(last_good));
  document["files"].push_back({{"path", "/c.toml"}});
  put(last_good, document.dump());
  EXPECT_EQ(state::load_last_good(lib.path())->size(), 2u);
  EXPECT_EQ(state::complaints().size(), 5u);
}

TEST_F(DamagedStateTest, ADamagedFileIsKeptBesideWhenItIsWrittenAgain) {
  fill();
  const auto consent = lib / ("consent/" + id().key() + ".json");
  put(consent, "damaged");
  std::ignore = notes().consents.read(id());
  EXPECT_FALSE(std::filesystem::exists(consent + ".damaged")) << "nothing is lost yet";
  ASSERT_EQ(notes().consents.approve(id(), {{kCap, "120 W"}}), 0);
  EXPECT_EQ(text_of(consent + ".damaged"), "damaged");
  EXPECT_TRUE(notes().consents.read(id()).approved.contains({kCap, "120 W"}));
}

TEST_F(DamagedStateTest, ADamagedTrialIsStillOneAndADamagedProbationAnUncleanBoot) {
  fill();
  const auto trial = lib / ("trials/" + id().key() + ".json");
  auto document = json::parse(text_of(trial));
  document.erase("boot_id");
  document["tried"].push_back(7);
  put(trial, document.dump());
  const auto left = notes().trials.read(id());
  ASSERT_TRUE(left.has_value());
  EXPECT_EQ(left->tried.size(), 1u);
  EXPECT_EQ(left->before.size(), 1u);
  put(lib / "probation/card.json", R"({"boot_id": 5, "unclean_boots": "x"})");
  EXPECT_EQ(state::Probation(lib.path(), "b", "card").unclean_boots(), 1u);
}

TEST_F(DamagedStateTest, AStampOfAnInitramfsMayBeAnything) {
  for (const auto* text : {"", "\xff", "options", "options amdgpu", "\n\n\n", "a=b c"})
    EXPECT_NO_THROW(parse_initramfs_stamp(text)) << text;
  EXPECT_NO_THROW(parse_initramfs_stamp(std::string(1 << 20, 'x')));
}

/// As the worker of a device and that of the module do.
TEST_F(DamagedStateTest, ApprovalsOfTwoThreadsAreBothKept) {
  constexpr int kEach = 50;
  const auto approve = [this](const std::string& what) {
    state::Consents own(lib.path());
    for (int i = 0; i < kEach; ++i)
      EXPECT_EQ(own.approve(id(), {{kCap, what + std::to_string(i)}}), 0);
  };
  std::thread device(approve, "device"), module(approve, "module");
  device.join();
  module.join();
  EXPECT_EQ(notes().consents.read(id()).approved.size(), 2u * kEach);
}

}  // namespace
}  // namespace rmcp::test
