// SPDX-License-Identifier: MIT
#include "lib/sys/folder_watch.hpp"

#include "tests/unit/temporary_folder.hpp"
#include "tests/unit/turn_loop.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace rmcp::sys {
namespace {

using namespace std::chrono_literals;

class FolderWatchTest : public testing::Test {
 protected:
  bool hears(int times) {
    return test::turn_until(loop_, [&] { return heard_ == times; });
  }

  test::TemporaryFolder folder_;
  std::vector<std::string> errors_;
  Loop loop_{[this](const std::exception& error) { errors_.emplace_back(error.what()); }};
  int heard_ = 0;
  FolderWatch watch_{loop_, 1ms, [this] { ++heard_; }};
};

TEST_F(FolderWatchTest, TellsOnceOfSeveralChangesAndAgainOfLaterOnes) {
  watch_.watch(FolderMarks({folder_.path()}));
  folder_.write("a", "1");
  folder_.write("b", "2");
  EXPECT_TRUE(hears(1));
  folder_.write("c", "3");
  EXPECT_TRUE(hears(2));
}

TEST_F(FolderWatchTest, TellsOfAChangeBetweenTheMarkAndTheWatch) {
  FolderMarks marks({folder_.path()});
  folder_.write("a", "1");
  watch_.watch(std::move(marks));
  EXPECT_TRUE(hears(1));
}

TEST_F(FolderWatchTest, NewMarksTakeThePlaceOfTheOldOnes) {
  folder_.write("old/a", "1");
  folder_.write("new/a", "1");
  watch_.watch(FolderMarks({folder_ / "old"}));
  watch_.watch(FolderMarks({folder_ / "new", folder_ / "missing"}));
  folder_.write("old/b", "1");
  test::turn_for(loop_, 50ms);
  EXPECT_EQ(heard_, 0);
  folder_.write("new/b", "1");
  EXPECT_TRUE(hears(1));
}

TEST_F(FolderWatchTest, GoesOnWhenWhatItCallsThrows) {
  int calls = 0;
  FolderWatch watch(loop_, 1ms, [&] {
    ++calls;
    throw std::runtime_error("no thread");
  });
  watch.watch(FolderMarks({folder_.path()}));
  for (const int times : {1, 2}) {
    folder_.write("a", std::to_string(times));
    ASSERT_TRUE(test::turn_until(loop_, [&] { return calls == times; }));
  }
  EXPECT_THAT(errors_, testing::ElementsAre("no thread", "no thread"));
}

}  // namespace
}  // namespace rmcp::sys
