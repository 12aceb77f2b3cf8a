// SPDX-License-Identifier: MIT
// The card that a call is about. Between the question to polkit and its answer another card may be
// plugged in at the same address: the authorisation was for the first.
#pragma once
#include "daemon/engine/reconciler.hpp"
#include "lib/records/device_view.hpp"

#include <array>
#include <cstdint>
#include <functional>

namespace rmcp::bus {

class Chosen {
 public:
  explicit Chosen(const DeviceView& view)
      : address_(view.device.address),
        model_(model_of(view.device)),
        bind_epoch_(view.device.bind_epoch) {}

  const PciAddress& address() const { return address_; }

  /// As Reconciler::request(); `the device is gone` if another card is there now.
  void request(engine::Reconciler& reconciler, engine::Verb verb,
               std::function<void(engine::Answer)> done) const {
    const auto* view = reconciler.find(address_);
    if (view == nullptr || !is(view->device))
      return done({.failure = {Failure::Code::no_such_device, "the device is gone"}});
    reconciler.request(address_, std::move(verb), std::move(done));
  }

 private:
  static std::array<unsigned, 4> model_of(const Device& d) {
    return {d.vendor, d.device, d.subsystem_vendor, d.subsystem_device};
  }
  /// A driver that was not bound then may be now.
  bool is(const Device& device) const {
    return bind_epoch_ != 0 ? device.bind_epoch == bind_epoch_ : model_of(device) == model_;
  }

  PciAddress address_;
  std::array<unsigned, 4> model_;
  std::uint64_t bind_epoch_;  // of the driver: another card has another one
};

}  // namespace rmcp::bus
