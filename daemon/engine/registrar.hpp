// SPDX-License-Identifier: MIT
// Stands between the devices and who listens to them: remembers each card, and tells what may
// mean something for the others.
#pragma once
#include "daemon/engine/reconciler.hpp"
#include "daemon/state/known_devices.hpp"

#include <functional>
#include <string>

namespace rmcp::engine {

class Registrar final : public Listener {
 public:
  /// `news` is called after each change: what is said of a device may depend on the others.
  Registrar(Listener& next, const std::string& state_directory, std::function<void()> news);

  void device_added(const DeviceView& view) override;
  void device_changed(const DeviceView& view) override;
  void device_removed(const PciAddress& address) override;
  void device_applied(const DeviceView& view) override { next_.device_applied(view); }
  void settled() override { next_.settled(); }

  /// The daemon ends.
  void stop();

  const state::KnownDevices& known() {
    known_.loaded();
    return known_;
  }
  /// False: the disk has not said yet which cards have been here.
  bool loaded() { return known_.loaded(); }
  /// The errno of the last write; 0: it went well.
  int error() const { return known_.error(); }

 private:
  Listener& next_;
  state::KnownDevices known_;
  std::function<void()> news_;
};

}  // namespace rmcp::engine
