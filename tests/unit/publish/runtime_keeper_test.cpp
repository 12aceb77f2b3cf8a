// SPDX-License-Identifier: MIT
// What services' runtimes hold, looked up by workers.
#include "daemon/publish/runtime_keeper.hpp"

#include "tests/unit/temporary_folder.hpp"
#include "tests/unit/turn_loop.hpp"

#include <gmock/gmock.h>

namespace rmcp::publish {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class RuntimeKeeperTest : public testing::Test {
 protected:
  bool settles() {
    return test::turn_until(loop_, [this] { return keeper_.settled(); });
  }
  bool is_told(std::size_t times) {
    return test::turn_until(loop_, [&] { return told_.size() == times; });
  }

  test::TemporaryFolder folder_;
  sys::Loop loop_{[](const std::exception&) {}};
  std::vector<std::pair<std::string, bool>> told_;
  RuntimeKeeper keeper_{
      loop_, std::chrono::seconds(60),
      [](const std::string& folder) -> FoundRuntime { return read_unit_runtime(folder); },
      [this](const std::string& folder, bool refilled) { told_.emplace_back(folder, refilled); }};
};

TEST_F(RuntimeKeeperTest, NothingToLookUpIsSettled) {
  EXPECT_TRUE(keeper_.settled());
  keeper_.refresh({});
  EXPECT_TRUE(keeper_.settled());
}

TEST_F(RuntimeKeeperTest, TellsWhatIsThereAndThatItIsOthersOnlyWhenItWasKnownBefore) {
  folder_.write("libamdhip64.so.6.1", "");
  keeper_.refresh({folder_.path()});
  EXPECT_FALSE(keeper_.settled());
  ASSERT_TRUE(settles());
  EXPECT_EQ(keeper_.found().at(folder_.path())->files.size(), 1u);
  folder_.write("librocblas.so.4", "");
  keeper_.refresh({folder_.path()});
  ASSERT_TRUE(is_told(2));
  EXPECT_THAT(told_,
              ElementsAre(std::pair(folder_.path(), false), std::pair(folder_.path(), true)));
  EXPECT_EQ(keeper_.found().at(folder_.path())->files.size(), 2u);
}

TEST_F(RuntimeKeeperTest, ForgetsWhatNobodyNamesAnyMore) {
  keeper_.refresh({folder_.path()});
  ASSERT_TRUE(settles());
  keeper_.refresh({});
  EXPECT_THAT(keeper_.found(), IsEmpty());
  EXPECT_TRUE(keeper_.settled());
}

}  // namespace
}  // namespace rmcp::publish
