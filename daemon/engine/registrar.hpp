// SPDX-License-Identifier: MIT
// Stands between the devices and who listens to them: remembers each card, and notices when names
// change.
#pragma once
#include "engine/reconciler.hpp"
#include "state/known_devices.hpp"

#include <functional>
#include <map>
#include <string>

namespace rmcp::engine {

class Registrar final : public Listener {
 public:
  /// `renamed` is called when a device has got, changed or lost an alias.
  Registrar(Listener& next, const std::string& state_directory, std::function<void()> renamed);

  void device_added(const DeviceView& view) override;
  void device_changed(const DeviceView& view) override;
  void device_removed(const PciAddress& address) override;
  void device_applied(const DeviceView& view) override { next_.device_applied(view); }
  void settled() override { next_.settled(); }

  /// The daemon ends.
  void stop();

  const state::KnownDevices& known() const { return known_; }
  /// The errno of the last write; 0: it went well.
  int error() const { return error_; }

 private:
  void take_alias(const PciAddress& address, const std::string& alias);

  Listener& next_;
  state::KnownDevices known_;
  std::function<void()> renamed_;
  std::map<PciAddress, std::string> aliases_;
  int error_ = 0;
};

}  // namespace rmcp::engine
