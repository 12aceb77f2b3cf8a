// SPDX-License-Identifier: MIT
// What a program in a machine sees and hears: run by machine_test.cpp within rmcp-machine.
#include "control.hpp"
#include "daemon/device/drm_info.hpp"
#include "daemon/device/probe.hpp"
#include "process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <libdrm/drm.h>
#include <libudev.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <thread>

namespace rmcp::testbed {
namespace {

TEST(Inside, SeesAnApu) {
  const auto device = device::probe({}, "/sys/devices/pci0000:00/0000:00:08.1/0000:c4:00.0");
  ASSERT_TRUE(device);
  EXPECT_EQ(device->placement.apu, true);
  EXPECT_EQ(device->compute_units, 12U);
  EXPECT_EQ(device->vram_bytes, 4294967296U);
  EXPECT_EQ(device->binding.version, "3.57.0");
  EXPECT_EQ(device->nodes.card, "card1");
  EXPECT_THAT(device->nodes.render, testing::ElementsAre("renderD129"));
  EXPECT_EQ(device->nodes.kfd.size(), 1U);
}

struct UdevDeleter {
  void operator()(udev* context) const { udev_unref(context); }
  void operator()(udev_monitor* monitor) const { udev_monitor_unref(monitor); }
  void operator()(udev_device* device) const { udev_device_unref(device); }
};

std::string next_event(udev_monitor* monitor) {
  pollfd waiting{udev_monitor_get_fd(monitor), POLLIN, 0};
  if (::poll(&waiting, 1, 5000) != 1) return "nothing";
  const std::unique_ptr<udev_device, UdevDeleter> device(udev_monitor_receive_device(monitor));
  if (!device) return "unreadable";
  return std::string(udev_device_get_action(device.get())) + " " +
         udev_device_get_sysname(device.get());
}

// Runs beside the reading of events: their queue is short.
class Request {
 public:
  explicit Request(std::vector<std::string> words)
      : child_({with_program(words), current_environment(), ""}) {}
  ~Request() {
    EXPECT_TRUE(run_until([this] { return !child_.running(); }, 10000));
    EXPECT_EQ(child_.status().value_or(-1), 0);
  }
  Request(const Request&) = delete;
  Request& operator=(const Request&) = delete;

 private:
  static std::vector<std::string> with_program(std::vector<std::string> words) {
    words.insert(words.begin(), "rmcp-machine");
    return words;
  }
  Child child_;
};

TEST(Inside, HearsACardComeAndGo) {
  const std::unique_ptr<udev, UdevDeleter> context(udev_new());
  const std::unique_ptr<udev_monitor, UdevDeleter> monitor(
      udev_monitor_new_from_netlink(context.get(), "udev"));
  udev_monitor_filter_add_match_subsystem_devtype(monitor.get(), "pci", nullptr);
  udev_monitor_filter_add_match_subsystem_devtype(monitor.get(), "drm", nullptr);
  ASSERT_GE(udev_monitor_enable_receiving(monitor.get()), 0);
  {
    const Request request({"plug", std::getenv("RMCP_PLUG")});
    for (const char* bridge :
         {"0000:00:07.0", "0000:3a:00.0", "0000:3b:01.0", "0000:3c:00.0", "0000:3d:00.0"}) {
      EXPECT_EQ(next_event(monitor.get()), std::string("add ") + bridge);
      EXPECT_EQ(next_event(monitor.get()), std::string("bind ") + bridge);
    }
    for (const char* event :
         {"add 0000:3f:00.0", "add card1", "add renderD129", "bind 0000:3f:00.0"}) {
      EXPECT_EQ(next_event(monitor.get()), event);
    }
  }
  const Request request({"unplug", "0000:3f:00.0"});
  for (const char* event :
       {"remove card1", "remove renderD129", "unbind 0000:3f:00.0", "remove 0000:3f:00.0"}) {
    EXPECT_EQ(next_event(monitor.get()), event);
  }
}

TEST(Inside, HearsTheDriverSayThatACardIsWedged) {
  const std::unique_ptr<udev, UdevDeleter> context(udev_new());
  const std::unique_ptr<udev_monitor, UdevDeleter> monitor(
      udev_monitor_new_from_netlink(context.get(), "udev"));
  ASSERT_GE(udev_monitor_enable_receiving(monitor.get()), 0);
  const Request request({"event", "change", "0000:03:00.0", "drm", "WEDGED=rebind"});
  pollfd waiting{udev_monitor_get_fd(monitor.get()), POLLIN, 0};
  ASSERT_EQ(::poll(&waiting, 1, 5000), 1);
  const std::unique_ptr<udev_device, UdevDeleter> device(
      udev_monitor_receive_device(monitor.get()));
  ASSERT_TRUE(device);
  EXPECT_STREQ(udev_device_get_devnode(device.get()), "/dev/dri/card0");
  EXPECT_STREQ(udev_device_get_property_value(device.get(), "WEDGED"), "rebind");
}

constexpr auto kCard = "0000:03:00.0";
constexpr auto kNode = "/dev/dri/renderD128";

void request(const std::vector<std::string>& words) {
  const Answer answer = ask_machine(std::getenv("RMCP_MACHINE_SOCKET"), words);
  ASSERT_EQ(answer.code, 0) << words[0] << ": " << answer.text;
}
void rebind() {
  request({"unbind", kCard});
  request({"bind", kCard, "amdgpu"});
}

TEST(Inside, AsksANodeWhoseCardComesAndGoes) {
  std::atomic<bool> over = false;
  std::atomic<unsigned> answered = 0;
  std::vector<std::thread> askers;
  for (int i = 0; i < 2; ++i) {
    askers.emplace_back([&] {
      while (!over) answered += device::ask_render_node(kNode).compute_units.has_value();
    });
  }
  for (int i = 0; i < 8; ++i) rebind();
  over = true;
  for (std::thread& asker : askers) asker.join();
  EXPECT_GT(answered, 0U);
  EXPECT_EQ(device::ask_render_node(kNode).compute_units, 28U);
}

TEST(Inside, AsksANodeThatIsNotThereAsOftenAsItLikes) {
  for (int i = 0; i < 200; ++i) {
    ASSERT_LT(::open("/dev/dri/renderD200", O_RDWR | O_CLOEXEC), 0);
    ASSERT_EQ(errno, ENOENT);
  }
}

int version_errno(int fd) {
  drm_version version{};
  return ::ioctl(fd, DRM_IOCTL_VERSION, &version) == 0 ? 0 : errno;
}

TEST(Inside, KeepsANodeOpenThatAnswersNoMore) {
  const int before = ::open(kNode, O_RDWR | O_CLOEXEC);
  ASSERT_EQ(version_errno(before), 0);
  request({"unbind", kCard});
  EXPECT_EQ(version_errno(before), ENODEV);
  EXPECT_LT(::open(kNode, O_RDWR | O_CLOEXEC), 0);
  request({"bind", kCard, "amdgpu"});
  const int after = ::open(kNode, O_RDWR | O_CLOEXEC);
  EXPECT_EQ(version_errno(after), 0);
  EXPECT_EQ(version_errno(before), ENODEV);
  ::close(before);
  ::close(after);
}

}  // namespace
}  // namespace rmcp::testbed
