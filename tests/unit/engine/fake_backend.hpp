// SPDX-License-Identifier: MIT
// A device whose files misbehave on request: what plain files cannot do.
#pragma once
#include "daemon/backend/backend.hpp"

#include <cerrno>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace rmcp::test {

class FakeBackend final : public backend::Backend {
 public:
  struct File {
    std::string raw;
    int read_error = 0;
    int write_error = 0;
    std::string answer;  // shown after a write instead of what was written
  };

  Reading read(const Device&, const Knob& knob, backend::Wake wake) override {
    const std::lock_guard lock(mutex_);
    if (suspended && knob.read_wakes) {
      if (wake == backend::Wake::no) return {.status = Reading::Status::suspended};
      suspended = false;
      ++wakes;
    }
    const auto it = files.find(std::string(knob.name));
    if (it == files.end()) return {.status = Reading::Status::absent};
    if (it->second.read_error != 0) {
      return {.status = Reading::Status::failed,
              .error = it->second.read_error,
              .message = "refused by the test"};
    }
    Reading reading{.status = Reading::Status::ok, .raw = it->second.raw};
    reading.companions = {{"power1_cap_default", "100000000"},
                          {"power1_cap_min", "50000000"},
                          {"power1_cap_max", "120000000"}};
    return reading;
  }

  sys::Status write(const Device& device, const Knob& knob, std::string_view bytes) override {
    std::unique_lock lock(mutex_);
    if (hangs == device.address) released_.wait(lock, [this] { return open_; });
    if (during_write) during_write();
    auto& file = files[std::string(knob.name)];
    writes.push_back(std::string(knob.name) + "=" + std::string(bytes));
    if (file.write_error != 0) return sys::Status(file.write_error);
    if (driver) return sys::Status(driver(knob, bytes, file.raw));
    file.raw = file.answer.empty() ? std::string(bytes) : file.answer;
    return sys::kDone;
  }

  bool still_bound(const Device&) override { return bound; }

  sys::Status unbind(const Device& device) override {
    return on_unbind ? on_unbind(device) : sys::kDone;
  }
  sys::Status bind(const Device& device) override { return on_bind ? on_bind(device) : sys::kDone; }

  void release() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    released_.notify_all();
  }

  // What a test does while a worker runs; the rest of the time it may use the members.

  std::string raw(const std::string& knob) {
    const std::lock_guard lock(mutex_);
    return files[knob].raw;
  }
  void put(const std::string& knob, const std::string& text) {
    const std::lock_guard lock(mutex_);
    files[knob].raw = text;
  }
  /// Reads and writes of all files answer with this errno from now on; 0: they work again.
  void fail_all(int error) {
    const std::lock_guard lock(mutex_);
    for (auto& [name, file] : files) file.read_error = file.write_error = error;
  }
  void fail_writes(const std::string& knob, int error) {
    const std::lock_guard lock(mutex_);
    files[knob].write_error = error;
  }
  std::size_t write_count() {
    const std::lock_guard lock(mutex_);
    return writes.size();
  }
  void remove(const std::string& knob) {
    const std::lock_guard lock(mutex_);
    files.erase(knob);
  }

  std::map<std::string, File> files;
  std::optional<PciAddress> hangs;  // a write to this device does not return before release()
  std::function<void()> during_write;
  /// What a write makes of the text shown: the errno, or 0.
  std::function<int(const Knob&, std::string_view, std::string& shown)> driver;
  std::function<sys::Status(const Device&)> on_unbind, on_bind;
  std::vector<std::string> writes;
  bool bound = true;
  bool suspended = false;
  int wakes = 0;

 private:
  std::mutex mutex_;
  std::condition_variable released_;
  bool open_ = false;
};

}  // namespace rmcp::test
