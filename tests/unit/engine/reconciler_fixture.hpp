// SPDX-License-Identifier: MIT
// A reconciler with two cards of plain files and a backend that misbehaves on request.
#pragma once
#include "card_files.hpp"
#include "daemon/engine/parameter_window.hpp"
#include "daemon/engine/reconciler.hpp"
#include "fake_backend.hpp"
#include "lib/sys/loop_files.hpp"
#include "tests/unit/policy_builder.hpp"
#include "tests/unit/temporary_folder.hpp"
#include "tests/unit/turn_loop.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace rmcp::test {

/// Writes down what it is told.
class ReconcilerLog final : public engine::Listener {
 public:
  void device_added(const DeviceView& v) override { add("added", v); }
  void device_changed(const DeviceView& v) override { add("changed", v); }
  void device_removed(const PciAddress& a) override { lines.push_back("removed " + to_string(a)); }
  void device_applied(const DeviceView& v) override { add("applied", v); }
  void device_rebound(const PciAddress& a, const engine::Answer&) override {
    lines.push_back("rebound " + to_string(a));
  }
  void settled() override {}
  void after(std::function<void()> then) override { then(); }

  std::vector<std::string> lines;

 private:
  void add(const std::string& what, const DeviceView& v) {
    lines.push_back(what + " " + to_string(v.device.address) + " " +
                    std::string(to_string(v.state)));
  }
};

class ReconcilerTest : public testing::Test {
 protected:
  ReconcilerTest() {
    for (const auto* address : {"0000:03:00.0", "0000:04:00.0"}) make_card(address);
    backend->files = {{kLevel, {.raw = "auto"}}};
    Policy p;
    p.rules = {rule("r", {}, {setting(kLevel, "high")})};
    reconciler.set_policy(std::make_shared<Policy>(std::move(p)));
  }
  ~ReconcilerTest() override { backend->release(); }

  std::string syspath(const std::string& address) const {
    return folder / ("sys/devices/pci0000:00/" + address);
  }

  void make_card(const std::string& address) const {
    const auto base = "sys/devices/pci0000:00/" + address + "/";
    write_card(folder, base);
    folder.write("sys/bus/pci/drivers/amdgpu/module", "");
    std::filesystem::create_symlink(folder / "sys/bus/pci/drivers/amdgpu",
                                    folder / (base + "driver"));
  }

  engine::Reconciler::Options options_with_window() const {
    auto o = options(folder);
    o.window = window;
    return o;
  }

  static engine::Reconciler::Options options(const TemporaryFolder& folder) {
    engine::Reconciler::Options o;
    o.paths.sys = folder / "sys";
    o.paths.runtime = folder / "run";
    o.paths.state = folder / "lib";
    o.paths.proc = folder / "proc";
    o.paths.modprobe = {folder / "etc/modprobe.d"};
    o.gather = std::chrono::milliseconds(5);
    // Long enough for a busy machine not to make a healthy device stall.
    o.stall = std::chrono::milliseconds(400);
    // A rebind looks at more files between two steps.
    o.rebind_stall = std::chrono::milliseconds(1500);
    o.wait_for_driver = std::chrono::milliseconds(40);
    o.settling_pause = std::chrono::milliseconds(5);
    o.identity_patience = std::chrono::milliseconds(60);
    o.undo_pause = std::chrono::milliseconds(5);
    o.retry_pauses.fill(std::chrono::milliseconds(10));
    return o;
  }

  void event(device::Event::Kind kind, const std::string& address = "0000:03:00.0") {
    reconciler.handle({kind, *parse_pci_address(address), syspath(address), ""});
  }

  /// Another binding of the driver: a link of its own, made before the old one is gone, so that the
  /// file system cannot give it the old one's number.
  void rebind(const std::string& address = "0000:03:00.0", const char* driver = "amdgpu") {
    const auto link = syspath(address) + "/driver";
    std::filesystem::create_symlink(folder / ("sys/bus/pci/drivers/" + std::string(driver)),
                                    link + ".new");
    std::filesystem::rename(link + ".new", link);
  }

  void wedged(const char* recovery) {
    const std::string address = "0000:03:00.0";
    reconciler.handle(
        {device::Event::Kind::wedged, *parse_pci_address(address), syspath(address), recovery});
  }

  const DeviceView* card(const std::string& address = "0000:03:00.0") {
    return reconciler.find(*parse_pci_address(address));
  }

  /// Turns the loop until it is so, for five seconds at most.
  ::testing::AssertionResult eventually(const std::function<bool()>& condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (!condition()) {
      if (std::chrono::steady_clock::now() > end)
        return ::testing::AssertionFailure() << "not within five seconds";
      sd_event_run(loop.get(), 2000);
    }
    return ::testing::AssertionSuccess();
  }

  ::testing::AssertionResult becomes(State state, const std::string& address = "0000:03:00.0") {
    return eventually([&] { return card(address) != nullptr && card(address)->state == state; });
  }

  engine::Answer ask(engine::Verb verb) {
    std::optional<engine::Answer> answer;
    reconciler.request({0, 3, 0, 0}, std::move(verb),
                       [&answer](engine::Answer a) { answer = std::move(a); });
    EXPECT_TRUE(eventually([&] { return answer.has_value(); }));
    return answer.value_or(engine::Answer{});
  }

  /// Policy on trial; short enough for a test, the bus allows no less than five seconds.
  engine::Answer try_out(std::chrono::seconds limit) { return ask(engine::Apply{limit}); }

  void want(const char* level) {
    Policy p;
    p.rules = {rule("r", {}, {setting(kLevel, level)})};
    reconciler.set_policy(std::make_shared<Policy>(std::move(p)));
  }

  TemporaryFolder folder;
  std::shared_ptr<FakeBackend> backend = std::make_shared<FakeBackend>();
  sys::Loop loop{[](const std::exception& e) { ADD_FAILURE() << e.what(); }};
  ReconcilerLog log;
  std::shared_ptr<engine::ParameterWindow> window = std::make_shared<engine::ParameterWindow>(
      options(folder).paths, sys::LoopFiles(options(folder).paths).boot_id());
  engine::Reconciler reconciler{loop, options_with_window(), backend, log};
};

}  // namespace rmcp::test
