// SPDX-License-Identifier: MIT
// The monitor on a real netlink socket, in a network namespace of its own.
#include "daemon/device/monitor.hpp"

#include "uevent.hpp"

#include <gtest/gtest.h>

#include <systemd/sd-event.h>

#include <sched.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace rmcp::testbed {
namespace {

using device::Event;

/// libudev listens to udevd only where there could be one.
bool udev_may_run() {
  constexpr long kTmpfs = 0x01021994;  // what statfs(2) says of devtmpfs, too
  struct statfs dev {};
  return ::access("/run/udev/control", F_OK) == 0 ||
         (::statfs("/dev", &dev) == 0 && dev.f_type == kTmpfs);
}

/// Changes of an RX 6600, as udevd announces them.
void announce(int times) {
  for (int i = 0; i < times; ++i) {
    send_udev_message({"change",
                       "/sys/devices/pci0000:00/0000:03:00.0",
                       "pci",
                       {{"PCI_ID", "1002:73FF"}, {"PCI_CLASS", "30000"}}});
  }
}

class MonitorTest : public testing::Test {
 protected:
  void SetUp() override {
    if (::geteuid() != 0 || ::unshare(CLONE_NEWNET) != 0)
      GTEST_SKIP() << "needs root: udev's messages are only taken from it";
    if (!udev_may_run()) GTEST_SKIP() << "neither /run/udev/control nor a devtmpfs on /dev";
    loop_.emplace([this](const std::exception& error) { errors_.emplace_back(error.what()); });
  }

  /// What a monitor with such a buffer tells of that many changes that come at once.
  std::vector<Event::Kind> kinds_after(int changes, int receive_buffer) {
    std::vector<Event::Kind> kinds;
    const device::Monitor monitor(
        *loop_, [&kinds](const Event& event) { kinds.push_back(event.kind); }, receive_buffer);
    announce(changes);
    turn();
    return kinds;
  }

  void turn() {
    while (sd_event_run(loop_->get(), 0) > 0) continue;
  }

  std::vector<std::string> errors_;
  std::optional<sys::Loop> loop_;
};

TEST_F(MonitorTest, TellsEveryEventOfItsGpus) {
  EXPECT_EQ(kinds_after(100, device::Monitor::kReceiveBuffer),
            std::vector<Event::Kind>(100, Event::Kind::change));
}

TEST_F(MonitorTest, SaysThatEventsWereLostWhenTheyCameTooFast) {
  const auto kinds = kinds_after(100, 1);  // the kernel makes it a few kilobytes
  EXPECT_EQ(std::ranges::count(kinds, Event::Kind::overflow), 1);
  EXPECT_LT(std::ranges::count(kinds, Event::Kind::change), 100);
}

/// As when no thread can be created for the work of an event.
TEST_F(MonitorTest, OutlivesACallbackThatThrowsAndTellsWhatComesNext) {
  int heard = 0;
  const device::Monitor monitor(*loop_, [&heard](const Event&) {
    if (++heard == 1) throw std::runtime_error("no thread");
  });
  announce(3);
  turn();
  EXPECT_EQ(heard, 3);
  EXPECT_EQ(errors_, std::vector<std::string>{"no thread"});
}

}  // namespace
}  // namespace rmcp::testbed
