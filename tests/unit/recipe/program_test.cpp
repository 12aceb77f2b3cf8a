// SPDX-License-Identifier: MIT
// Programs of a build: all that they start ends with them.
#include "client/recipe/program.hpp"

#include "tests/unit/temporary_folder.hpp"
#include "tests/unit/unprivileged.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

namespace rmcp::recipe {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

/// Leaves three processes, and writes their ids: one in a session of its own, one that was started
/// by a process that has ended, and a child of that.
constexpr const char* kLeaves = R"(
setsid sh -c 'echo $$ >one; exec sleep 300' &
(setsid sh -c 'echo $$ >two; sleep 300 & echo $! >three; wait' &)
until [ -s one ] && [ -s two ] && [ -s three ]; do sleep 0.02; done
)";

class Programs : public testing::Test {
 protected:
  ~Programs() override {
    for (const auto* name : {"one", "two", "three"})
      if (const auto pid = pid_in(name); pid > 0) ::kill(pid, SIGKILL);
  }

  [[nodiscard]] Command command(const std::string& then) const {
    return {{"sh", "-c", kLeaves + then},
            folder_.path(),
            {{"PATH", "/usr/local/bin:/usr/bin:/bin"}},
            folder_ / "log"};
  }

  Expected<Ended> run(
      const std::string& then, const std::function<void()>& tick = [] {}) {
    Interrupts interrupts;
    return run_program(command(then), interrupts, tick);
  }

  [[nodiscard]] pid_t pid_in(const std::string& name) const {
    pid_t pid = 0;
    std::ifstream(folder_ / name) >> pid;
    return pid;
  }

  /// All three are there, and their ids are known.
  [[nodiscard]] bool have_begun() const {
    return pid_in("one") > 0 && pid_in("two") > 0 && pid_in("three") > 0;
  }

  /// A zombie that its new parent has not looked at yet is gone as well.
  [[nodiscard]] static bool runs(pid_t pid) {
    std::string word, state;
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    stat >> word >> word >> state;
    return stat.good() && state != "Z" && state != "X";
  }

  /// How many of those that were left go on.
  [[nodiscard]] int left() const {
    int count = 0;
    for (const auto* name : {"one", "two", "three"}) {
      EXPECT_GT(pid_in(name), 0) << name;
      if (runs(pid_in(name))) ++count;
    }
    return count;
  }

  [[nodiscard]] bool all_gone_in(std::chrono::milliseconds most) const {
    const auto end = std::chrono::steady_clock::now() + most;
    while (left() > 0 && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(20ms);
    return left() == 0;
  }

  test::TemporaryFolder folder_;
};

TEST_F(Programs, WhatTheyLeaveEndsWithThemWhateverItsSession) {
  const auto ended = run("exit 3");
  ASSERT_TRUE(ended);
  EXPECT_EQ(to_string(*ended), "exit status 3");
  EXPECT_EQ(left(), 0);
}

TEST_F(Programs, AnInterruptEndsAllOfIt) {
  bool sent = false;
  const auto ended = run("wait; sleep 300", [&] {
    if (sent || !have_begun()) return;
    sent = ::kill(::getpid(), SIGINT) == 0;
  });
  ASSERT_TRUE(ended);
  EXPECT_EQ(to_string(*ended), "killed by SIGTERM");
  EXPECT_EQ(left(), 0);
}

TEST_F(Programs, AreNoLongerThereWhenTheirKeeperIsKilled) {
  const auto ended = run("kill -KILL $PPID; sleep 300");
  EXPECT_EQ(left(), 0);
  ASSERT_FALSE(ended);
  EXPECT_THAT(ended.error().text, HasSubstr("was killed"));
}

TEST_F(Programs, WhatTheCallerHasStartedBeforeIsNotTheirs) {
  const auto other = ::fork();
  if (other == 0) {
    ::sleep(300);
    ::_exit(0);
  }
  EXPECT_FALSE(run("kill -KILL $PPID; sleep 300"));
  EXPECT_TRUE(runs(other));
  ::kill(other, SIGKILL);
}

TEST_F(Programs, AreNoLongerThereWhenTheCallerIsKilled) {
  const auto caller = ::fork();
  if (caller == 0) {
    run("wait; sleep 300").has_value();
    ::_exit(0);
  }
  for (int i = 0; i < 500 && !have_begun(); ++i) std::this_thread::sleep_for(20ms);
  ::kill(caller, SIGKILL);
  EXPECT_TRUE(all_gone_in(10s));
}

TEST_F(Programs, HaveAStatusAlsoIfTheCallerIgnoresThatChildrenEnd) {
  test::hand_over(folder_.path());
  EXPECT_EQ(test::run_unprivileged([&] {
              ::signal(SIGCHLD, SIG_IGN);
              ::alarm(10);
              const auto ended = run("exit 3");
              return ended && to_string(*ended) == "exit status 3" ? 0 : 1;
            }),
            0);
}

/// With a program of root's that anyone may run, as sudo is one. Only root can prepare that.
class ProgramsOfRoot : public Programs {
 protected:
  void SetUp() override {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can prepare a process of another user";
    const auto helper = folder_ / "become-root";
    std::error_code error;
    std::filesystem::copy_file("/usr/bin/setpriv", helper, error);
    if (error) GTEST_SKIP() << "no setpriv";
    test::hand_over(folder_.path());
    ASSERT_EQ(::chown(helper.c_str(), 0, 0), 0);
    ASSERT_EQ(::chmod(helper.c_str(), 04755), 0);
    const int works = test::run_unprivileged(
        [&] { return std::system((helper + " --reuid=0 --clear-groups true").c_str()); });
    if (works != 0) GTEST_SKIP() << "programs do not get the rights of their owner here";
  }
  ~ProgramsOfRoot() override { end_it(); }

  void end_it() const {
    if (const auto pid = pid_in("root"); pid > 0) ::kill(pid, SIGKILL);
  }

  static constexpr const char* kLeavesOne = R"(
setsid ./become-root --reuid=0 --clear-groups sh -c 'echo $$ >root; exec sleep 300' &
until [ -s root ]; do sleep 0.02; done
)";
};

TEST_F(ProgramsOfRoot, GoOnAndThatIsSaid) {
  const int result = test::run_unprivileged([&] {
    const auto ended = run(kLeavesOne);
    if (!ended || ended->ok()) return 2;
    const auto expected = fmt::format("process {} of user 0 cannot be ended", pid_in("root"));
    EXPECT_EQ(to_string(*ended), expected);
    return testing::Test::HasFailure() ? 3 : 0;
  });
  EXPECT_EQ(result, 0);
  EXPECT_TRUE(runs(pid_in("root")));
  EXPECT_EQ(left(), 0);
}

TEST_F(ProgramsOfRoot, KeepTheLocksOfAKilledCaller) {
  const auto lock = folder_ / "lock";
  const auto is_free = [&] {
    const sys::Fd fd(::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
    return ::flock(fd.get(), LOCK_EX | LOCK_NB) == 0;
  };
  ASSERT_TRUE(is_free());
  ASSERT_EQ(::chmod(lock.c_str(), 0666), 0);
  EXPECT_EQ(test::run_unprivileged([&] {
              const sys::Fd fd(::open(lock.c_str(), O_RDWR | O_CLOEXEC));
              if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) return 1;
              const auto kill = [&] {
                if (pid_in("root") > 0) ::kill(::getpid(), SIGKILL);
              };
              run(std::string(kLeavesOne) + "sleep 300", kill).has_value();
              return 2;
            }),
            -1);
  EXPECT_TRUE(all_gone_in(10s));
  std::this_thread::sleep_for(8s);  // longer than the keeper would wait if it could tell rmcpctl
  EXPECT_FALSE(is_free());
  end_it();
  for (int i = 0; i < 500 && !is_free(); ++i) std::this_thread::sleep_for(20ms);
  EXPECT_TRUE(is_free());
}

}  // namespace
}  // namespace rmcp::recipe
