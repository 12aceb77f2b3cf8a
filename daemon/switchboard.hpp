// SPDX-License-Identifier: MIT
// Passes changes of devices on to the rest of the daemon, in one order: the file of known cards,
// files for other programs, the module's parameters, the status line, then the bus. A client that
// reacts to a signal finds files and status up to date. Lives in the loop.
#pragma once
#include "daemon/engine/reconciler.hpp"
#include "lib/sys/loop.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <vector>

namespace rmcp {

/// The first four parts take time for every card of the machine, so changes are gathered: until the
/// next turn of the loop, and after a round for four times as long as that round took. The time for
/// many cards that change one after the other grows with their number, not with its square.
class Switchboard final : public engine::Listener {
 public:
  struct Parts {
    // Called once a round, in this order.
    std::function<void()> known_cards;
    std::function<void()> files;
    std::function<void()> module;
    std::function<void()> status;
    // Then called for each change, in the order of events: the card's own change comes before
    // those that it causes on others.
    std::function<void(const PciAddress&)> added, changed, removed;
    std::function<void(const DeviceView&)> applied;
    // Called at once.
    std::function<void(const PciAddress&, const engine::Answer&)> rebound;
    // Called last, when policy has changed.
    std::function<void()> policy_changed;
    /// All devices that were present at start have been handled, and their changes passed on.
    std::function<void()> settled;
  };

  Switchboard(sys::Loop& loop, Parts parts);

  void device_added(const DeviceView& view) override;
  void device_changed(const DeviceView& view) override;
  void device_removed(const PciAddress& address) override;
  void device_applied(const DeviceView& view) override;
  void device_rebound(const PciAddress& address, const engine::Answer& answer) override;
  void settled() override;
  void after(std::function<void()> then) override;

  /// The state or the diagnostics of policy have changed.
  void policy_changed();

  /// Passes gathered changes on at once. Called before a message from the bus is handled, and
  /// before the daemon ends.
  void flush();

 private:
  enum class Kind { added, changed, removed, applied };
  struct Change {
    Kind kind;
    PciAddress address;
    std::optional<DeviceView> as_applied = {};  // the device may have changed again by then
  };

  [[nodiscard]] bool idle() const {
    return changes_.empty() && !policy_changed_ && waiting_.empty();
  }
  void gather();
  void tell_all();
  void tell(const Change& change) const;

  sys::Loop& loop_;
  Parts parts_;
  sys::Timer timer_;
  std::vector<Change> changes_;
  std::set<PciAddress> fresh_;  // whose newest view has an entry in changes_
  bool policy_changed_ = false;
  bool telling_ = false;
  std::vector<std::function<void()>> waiting_;
  std::chrono::steady_clock::time_point rest_until_{};
};

}  // namespace rmcp
