// SPDX-License-Identifier: MIT
// Nobody waits for a disk that does not answer.
#include "daemon/state/disk.hpp"

#include "daemon/state/store.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <cerrno>
#include <future>
#include <map>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace rmcp::test {
namespace {

using namespace std::chrono_literals;
using state::Disk;
using sys::kDone;
using sys::Status;
using testing::ElementsAre;

/// Work that hangs until it is let go.
class Hanging {
 public:
  explicit Hanging(Disk& disk) : disk_(disk) {
    disk.post("hanging", [opened = opened_, begun = begun_] {
      begun->set_value();
      opened.wait();
      return kDone;
    });
    begun_->get_future().wait();
  }
  ~Hanging() { answer(); }

  /// Until it counts as that.
  void wait() const {
    while (!disk_.hangs()) std::this_thread::sleep_for(1ms);
  }
  void answer() {
    if (!std::exchange(answered_, true)) open_.set_value();
  }

 private:
  Disk& disk_;
  std::promise<void> open_;
  std::shared_future<void> opened_ = open_.get_future().share();
  std::shared_ptr<std::promise<void>> begun_ = std::make_shared<std::promise<void>>();
  bool answered_ = false;
};

class DiskTest : public testing::Test {
 protected:
  Disk disk_{500ms};
};

TEST_F(DiskTest, GivesWhatTheWorkReturns) {
  EXPECT_EQ(disk_.run([] { return kDone; }), 0);
  EXPECT_EQ(disk_.run([] { return Status(ENOSPC); }), ENOSPC);
  EXPECT_EQ(disk_.run([]() -> Status { throw std::runtime_error("odd"); }), EIO);
  EXPECT_FALSE(disk_.hangs());
}

TEST_F(DiskTest, WhileOneHangsAllOthersFailAtOnceAndLeaveNothingBehind) {
  Hanging hanging(disk_);
  hanging.wait();
  std::atomic<int> done = 0;
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(disk_.run([&] { return ++done, kDone; }, 1h), ETIMEDOUT);
  }
  hanging.answer();
  ASSERT_TRUE(disk_.flush(10s));
  EXPECT_EQ(done, 0);
  EXPECT_FALSE(disk_.hangs());
  EXPECT_EQ(disk_.run([] { return kDone; }), 0);
}

TEST_F(DiskTest, WhatHasWaitedInVainIsForgotten) {
  Hanging hanging(disk_);
  std::atomic<bool> done = false;
  EXPECT_EQ(disk_.run([&] { return done = true, kDone; }, 1ms), ETIMEDOUT);
  hanging.answer();
  ASSERT_TRUE(disk_.flush(10s));
  EXPECT_FALSE(done);
}

TEST_F(DiskTest, OfPostedWorkOfOneNameTheLastIsDone) {
  std::vector<int> done;
  Hanging hanging(disk_);
  for (const int i : {1, 2, 3})
    disk_.post("a", [&done, i] { return done.push_back(i), Status(i); });
  disk_.post("b", [&done] { return done.push_back(9), kDone; });
  EXPECT_EQ(disk_.posted("a"), 0);
  hanging.answer();
  ASSERT_TRUE(disk_.flush(10s));
  EXPECT_THAT(done, ElementsAre(3, 9));
  EXPECT_EQ(disk_.posted("a"), 3);
  EXPECT_EQ(disk_.posted("b"), 0);
}

TEST(Store, WhatWasReadOrWrittenLastStandsInWhileTheDiskHangs) {
  const auto in_file = std::make_shared<std::atomic<int>>(1);
  state::Store<int> notes("/folder",
                          {.load = [in_file](const std::string&) { return in_file->load(); },
                           .save = [](const std::string&, int) { return kDone; }});
  EXPECT_EQ(notes.read("a"), 1);
  EXPECT_EQ(notes.replace("a", 2), 0);
  *in_file = 3;
  {
    Hanging hanging(Disk::instance());
    hanging.wait();
    EXPECT_EQ(notes.replace("a", 4), ETIMEDOUT);
    EXPECT_EQ(notes.read("a"), 2);
    EXPECT_EQ(notes.read("b"), std::nullopt) << "nobody has ever known";
  }
  ASSERT_TRUE(Disk::instance().flush(10s));
  EXPECT_EQ(notes.read("a"), 3);
}

TEST(Store, ChangesWhatIsInTheFileOfThatName) {
  std::map<std::string, int> files{{"/folder/a.n", 1}};
  state::Store<int> notes(
      "/folder",
      {.load = [&files](const std::string& path) { return files[path]; },
       .save = [&files](const std::string& path, int n) { return files[path] = n, kDone; },
       .ending = ".n"});
  EXPECT_EQ(notes.change("a", [](int& n) { n += 4; }), 0);
  EXPECT_EQ(files.at("/folder/a.n"), 5);
}

TEST(Store, ThatWritesOnceLeavesAFileAloneThatSaysSoAlready) {
  int writes = 0;
  const auto form = state::written_once<int>({.load = [](const std::string&) { return 1; },
                                              .save =
                                                  [&writes](const std::string&, int) {
                                                    ++writes;
                                                    return kDone;
                                                  }});
  EXPECT_EQ(form.save("/x", 1), 0);
  EXPECT_EQ(writes, 0);
  EXPECT_EQ(form.save("/x", 2), 0);
  EXPECT_EQ(writes, 1);
}

}  // namespace
}  // namespace rmcp::test
