// SPDX-License-Identifier: MIT
// The card that a call is about. Between the question to polkit and its answer another card may be
// plugged in at the same address: the authorisation was for the first.
#pragma once
#include "daemon/engine/reconciler.hpp"
#include "lib/records/device_view.hpp"
#include "lib/text/failure.hpp"

#include <cstdint>
#include <functional>

namespace rmcp::bus {

class Chosen {
 public:
  explicit Chosen(const DeviceView& view)
      : address_(view.device.address),
        ids_(view.device.pci),
        bind_epoch_(view.device.binding.epoch) {}

  [[nodiscard]] const PciAddress& address() const { return address_; }

  /// As Reconciler::request(); `the device is gone` if another card is there now.
  void request(engine::Reconciler& reconciler, engine::Verb verb,
               std::function<void(engine::Answer)> done) const {
    const auto* view = reconciler.find(address_);
    if (view == nullptr || !is(view->device))
      return done({.failure = {Failure::Code::no_such_device, "the device is gone"}});
    reconciler.request(address_, std::move(verb), std::move(done));
  }

 private:
  /// A driver that was not bound then may be now.
  [[nodiscard]] bool is(const Device& device) const {
    return bind_epoch_ != 0 ? device.binding.epoch == bind_epoch_ : device.pci.same_model(ids_);
  }

  PciAddress address_;
  PciIds ids_;
  std::uint64_t bind_epoch_;  // of the driver: another card has another one
};

}  // namespace rmcp::bus
