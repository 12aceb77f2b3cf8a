// SPDX-License-Identifier: MIT
// Every way to fall asleep and to be awake again, also when logind does not tell.
#include "daemon/bus/sleep.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <deque>

namespace rmcp::bus {
namespace {

using std::chrono::milliseconds;

/// A logind that answers when it is told to.
class FakeLogind final : public Logind {
 public:
  void on_prepare(std::function<void(bool)> prepare) override { prepare_ = std::move(prepare); }
  void inhibit(std::function<void(sdbus::UnixFd)> then) override {
    locks_.push_back(std::move(then));
  }
  void ask_preparing(std::function<void(std::optional<bool>)> then) override {
    questions_.push_back(std::move(then));
  }

  void prepare(bool sleeping) { prepare_(sleeping); }
  std::size_t asked_for_locks() const { return locks_.size(); }

  /// Grants the lock that was asked for first; returns the end that tells whether it is held.
  int grant() {
    int ends[2];
    EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
    const auto then = std::move(locks_.front());
    locks_.pop_front();
    then(sdbus::UnixFd(ends[1], sdbus::adopt_fd));
    return ends[0];
  }
  void answer(std::optional<bool> preparing) {
    const auto then = std::move(questions_.front());
    questions_.pop_front();
    then(preparing);
  }

 private:
  std::function<void(bool)> prepare_;
  std::deque<std::function<void(sdbus::UnixFd)>> locks_;
  std::deque<std::function<void(std::optional<bool>)>> questions_;
};

bool is_held(int lock) {
  pollfd end{lock, 0, 0};
  return ::poll(&end, 1, 0) == 0;
}

class Sleeper : public testing::Test {
 protected:
  explicit Sleeper(milliseconds patience = std::chrono::hours(1))
      : sleep_(loop_, std::unique_ptr<Logind>(logind_),
               {.before = [this](std::function<void()> done) { dones_.push_back(std::move(done)); },
                .after =
                    [this] {
                      ++awake_;
                      loop_.quit(0);
                    }},
               patience) {}

  /// logind is there, the machine awake, the lock held.
  int begin() {
    sleep_.set_available(true);
    const int lock = logind_->grant();
    logind_->answer(false);
    return lock;
  }

  sys::Loop loop_{[](const std::exception& e) { ADD_FAILURE() << e.what(); }};
  FakeLogind* logind_ = new FakeLogind;
  std::vector<std::function<void()>> dones_;
  int awake_ = 0;
  Sleep sleep_;
};

TEST_F(Sleeper, LetsGoWhenAllIsReadyAndTakesAnotherLockWhenItIsAwake) {
  const int lock = begin();
  logind_->prepare(true);
  EXPECT_TRUE(is_held(lock));
  ASSERT_EQ(dones_.size(), 1u);
  dones_[0]();
  EXPECT_FALSE(is_held(lock));
  logind_->prepare(false);
  EXPECT_EQ(awake_, 1);
  EXPECT_TRUE(is_held(logind_->grant()));
}

TEST_F(Sleeper, PreparesWithoutALockToo) {
  logind_->prepare(true);
  EXPECT_EQ(dones_.size(), 1u);
  dones_[0]();
  logind_->prepare(false);
  EXPECT_EQ(awake_, 1);
}

TEST_F(Sleeper, IsAskedToSleepAgainWhilePreparing) {
  const int lock = begin();
  logind_->prepare(true);
  logind_->prepare(true);
  EXPECT_EQ(dones_.size(), 1u);
  EXPECT_TRUE(is_held(lock));
  dones_[0]();
  EXPECT_FALSE(is_held(lock));
}

TEST_F(Sleeper, KeepsTheNextLockWhenAnEarlierPreparationEndsLate) {
  begin();
  logind_->prepare(true);
  logind_->prepare(false);
  logind_->prepare(true);
  ASSERT_EQ(dones_.size(), 2u);
  sleep_.set_available(false);
  sleep_.set_available(true);
  const int lock = logind_->grant();
  dones_[0]();
  EXPECT_TRUE(is_held(lock));
  dones_[1]();
  EXPECT_FALSE(is_held(lock));
}

TEST_F(Sleeper, GivesALockBackThatComesWhenAllIsReady) {
  sleep_.set_available(true);
  logind_->prepare(true);
  dones_[0]();
  EXPECT_FALSE(is_held(logind_->grant()));
}

TEST_F(Sleeper, IsAsleepWhenItStartsWhileTheMachinePreparesForIt) {
  sleep_.set_available(true);
  const int lock = logind_->grant();
  logind_->answer(true);
  ASSERT_EQ(dones_.size(), 1u);
  EXPECT_TRUE(is_held(lock));
  dones_[0]();
  EXPECT_FALSE(is_held(lock));
  EXPECT_EQ(awake_, 0);
}

TEST_F(Sleeper, IsAwakeWhenAnotherLogindSaysSo) {
  begin();
  logind_->prepare(true);
  dones_[0]();
  sleep_.set_available(false);
  EXPECT_EQ(awake_, 0);
  sleep_.set_available(true);
  logind_->grant();
  logind_->answer(false);
  EXPECT_EQ(awake_, 1);
}

TEST_F(Sleeper, IsAwakeWhenAnotherLogindSaysNothing) {
  begin();
  logind_->prepare(true);
  sleep_.set_available(false);
  sleep_.set_available(true);
  logind_->grant();
  logind_->answer(std::nullopt);
  EXPECT_EQ(awake_, 1);
}

TEST_F(Sleeper, StaysAsleepWhenAnotherLogindPreparesToo) {
  begin();
  logind_->prepare(true);
  sleep_.set_available(false);
  sleep_.set_available(true);
  logind_->grant();
  logind_->answer(true);
  EXPECT_EQ(awake_, 0);
  EXPECT_EQ(dones_.size(), 1u);
}

class ImpatientSleeper : public Sleeper {
 protected:
  ImpatientSleeper() : Sleeper(milliseconds(20)) {}
};

TEST_F(ImpatientSleeper, IsAwakeWhenNobodyHasSaidSoForLong) {
  begin();
  logind_->prepare(true);
  dones_[0]();
  loop_.run();  // until `after`
  EXPECT_EQ(awake_, 1);
  EXPECT_TRUE(is_held(logind_->grant()));
}

}  // namespace
}  // namespace rmcp::bus
