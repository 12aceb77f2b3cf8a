// SPDX-License-Identifier: MIT
// Reads and writes one kind of knob on one device. Called on the device's worker; may block.
#pragma once
#include "lib/gpu/device.hpp"
#include "lib/knobs/knob.hpp"
#include "lib/knobs/reading.hpp"
#include "lib/sys/errno.hpp"

#include <string_view>

namespace rmcp::backend {

enum class Wake { no, yes };

class Backend {
 public:
  virtual ~Backend() = default;

  /// With Wake::no a runtime-suspended device is not read: the status is then `suspended`.
  virtual Reading read(const Device& device, const Knob& knob, Wake wake) = 0;
  /// Writes the text in the knob's way (WriteAs), up to the first write that fails.
  virtual sys::Status write(const Device& device, const Knob& knob, std::string_view bytes) = 0;
  /// False once the driver that was bound when `device` was read has been unbound.
  virtual bool still_bound(const Device& device) = 0;

  /// Takes the driver off the device. Returns when the driver has let it go, which may take
  /// seconds.
  virtual sys::Status unbind(const Device& device) = 0;
  /// Has amdgpu probe the device, and returns when the probe is over.
  virtual sys::Status bind(const Device& device) = 0;
};

}  // namespace rmcp::backend
