// SPDX-License-Identifier: MIT
// Attributes below a PCI device's folder in sysfs, and those of its hwmon device.
#pragma once
#include "daemon/backend/backend.hpp"

#include <string>

namespace rmcp::backend {

class SysfsAttribute final : public Backend {
 public:
  Reading read(const Device& device, const Knob& knob, Wake wake) override;
  sys::Status write(const Device& device, const Knob& knob, std::string_view bytes) override;
  bool still_bound(const Device& device) override;
  sys::Status unbind(const Device& device) override;
  sys::Status bind(const Device& device) override;
};

}  // namespace rmcp::backend
