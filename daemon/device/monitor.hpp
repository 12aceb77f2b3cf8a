// SPDX-License-Identifier: MIT
// Watches udev for AMD GPUs, and finds those that are already present.
#pragma once
#include "lib/gpu/pci_address.hpp"
#include "lib/sys/loop.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rmcp::device {

struct Event {
  enum class Kind {
    add,        // the function appeared; attributes of a driver do not exist yet
    bind,       // a driver has bound: attributes exist
    unbind,     // the driver has unbound
    remove,     // the function is gone
    change,     // pci change, or its DRM node added, changed or removed
    wedged,     // drm change with WEDGED= (kernel 6.15 and later): reset or worse
    partition,  // DRM nodes of a partitioned GPU came or went; the event does not name the GPU
    overflow,   // events were lost: enumerate again
  };
  Kind kind = Kind::change;
  PciAddress address;   // not for partition and overflow
  std::string syspath;  // of the PCI device, likewise
  std::string detail;   // with wedged: the value
};

class Monitor {
 public:
  using Callback = std::function<void(const Event&)>;

  /// Bytes. A limit, not an allocation: the default of newer libudev (252 for one); a lower value
  /// would reduce it.
  static constexpr int kReceiveBuffer = 128 << 20;

  /// Subscribes at once, so that no event before `enumerate` is lost. Throws std::system_error.
  /// Exceptions from the callback go to the loop's guard.
  Monitor(sys::Loop& loop, Callback callback, int receive_buffer = kReceiveBuffer);
  ~Monitor();
  Monitor(const Monitor&) = delete;
  Monitor& operator=(const Monitor&) = delete;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// The sysfs paths of all present AMD GPUs, by PCI address.
std::vector<std::string> enumerate();

}  // namespace rmcp::device
