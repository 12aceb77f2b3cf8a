// SPDX-License-Identifier: MIT
// Which programs services start, asked of a stand-in for systemd.
#include "daemon/publish/program_keeper.hpp"

#include "tests/unit/temporary_folder.hpp"
#include "tests/unit/turn_loop.hpp"

#include <gmock/gmock.h>

#include <utility>
#include <vector>

namespace rmcp::publish {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class ProgramKeeperTest : public testing::Test {
 protected:
  /// The oldest question that is open.
  void answer(Expected<std::string> path) {
    const auto then = std::move(open_.front().second);
    open_.erase(open_.begin());
    then(std::move(path));
  }
  ProgramKeeper::Find asker() {
    return [this](const std::string& unit, ProgramKeeper::Then then) {
      open_.emplace_back(unit, std::move(then));
    };
  }
  ProgramKeeper::Changed counter() {
    return [this] { ++changes_; };
  }
  bool settles() {
    return test::turn_until(loop_, [this] { return keeper_.settled(); });
  }
  std::string why(const std::string& unit) const {
    return keeper_.found().at(unit).found.error().text;
  }

  test::TemporaryFolder folder_;
  sys::Loop loop_{[](const std::exception&) {}};
  std::vector<std::pair<std::string, ProgramKeeper::Then>> open_;
  std::size_t changes_ = 0;
  ProgramKeeper keeper_{loop_, std::chrono::seconds(60), asker(), counter()};
};

TEST_F(ProgramKeeperTest, NoServicesAreSettled) {
  keeper_.refresh({});
  EXPECT_TRUE(keeper_.settled());
  EXPECT_THAT(open_, IsEmpty());
}

TEST_F(ProgramKeeperTest, SettlesWhenEachProgramIsReadOrKnownNotToBe) {
  keeper_.refresh({"a.service", "b.service"});
  EXPECT_FALSE(keeper_.settled());
  answer(tl::unexpected(Failure("no such service")));
  answer("/bin/sh");
  EXPECT_FALSE(keeper_.settled());
  ASSERT_TRUE(settles());
  EXPECT_EQ(why("a.service"), "no such service");
  EXPECT_EQ(keeper_.found().at("b.service").path, "/bin/sh");
  EXPECT_TRUE(keeper_.found().at("b.service").found);
  EXPECT_GE(changes_, 1u);
}

TEST_F(ProgramKeeperTest, AProgramThatCannotBeReadIsKnownNotToBe) {
  folder_.write("start", "#!/bin/sh\n");
  keeper_.refresh({"a.service"});
  answer(folder_ / "start");
  ASSERT_TRUE(settles());
  EXPECT_THAT(why("a.service"), HasSubstr("/start is a script"));
}

TEST_F(ProgramKeeperTest, WhatIsKnownStaysUntilTheNextAnswer) {
  keeper_.refresh({"a.service"});
  answer("/bin/sh");
  ASSERT_TRUE(settles());
  keeper_.refresh({"a.service"});
  EXPECT_EQ(keeper_.found().at("a.service").path, "/bin/sh");
  answer(tl::unexpected(Failure("gone")));
  ASSERT_TRUE(settles());
  EXPECT_EQ(why("a.service"), "gone");
}

TEST_F(ProgramKeeperTest, AnAnswerToAnEarlierQuestionIsDropped) {
  keeper_.refresh({"a.service"});
  keeper_.refresh({"b.service"});
  answer("/bin/sh");  // for a.service
  EXPECT_FALSE(keeper_.settled());
  EXPECT_THAT(keeper_.found(), IsEmpty());
  answer(tl::unexpected(Failure("no such service")));
  ASSERT_TRUE(settles());
  EXPECT_THAT(keeper_.found(), SizeIs(1));
}

TEST_F(ProgramKeeperTest, ForgetsServicesThatNobodyNamesAnyMore) {
  keeper_.refresh({"a.service"});
  answer("/bin/sh");
  ASSERT_TRUE(settles());
  keeper_.refresh({});
  EXPECT_THAT(keeper_.found(), IsEmpty());
  EXPECT_TRUE(keeper_.settled());
}

TEST_F(ProgramKeeperTest, AsksOnlyAFewQuestionsAtOnce) {
  std::set<std::string> units;
  for (int i = 0; i < 300; ++i) units.insert("worker@" + std::to_string(i) + ".service");
  keeper_.refresh(units);
  EXPECT_THAT(open_, SizeIs(8));
  for (int i = 0; i < 300; ++i) {
    ASSERT_FALSE(open_.empty());
    ASSERT_LE(open_.size(), 8u);
    answer(tl::unexpected(Failure("no such service")));
  }
  EXPECT_TRUE(keeper_.settled());
  EXPECT_THAT(keeper_.found(), SizeIs(300));
}

}  // namespace
}  // namespace rmcp::publish
