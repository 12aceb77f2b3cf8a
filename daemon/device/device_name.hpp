// SPDX-License-Identifier: MIT
// The name of a card for people.
#pragma once
#include "lib/gpu/device.hpp"
#include "lib/sys/paths.hpp"

#include <string>

namespace rmcp::device {

/// libdrm's marketing name for device and revision, else the chip's name in pci.ids, else
/// `1002:73ff`.
std::string name_of(const sys::Paths& paths, const Device& device);

/// `1002:73ff`: the name that needs no file.
std::string numeric_name(const Device& device);

}  // namespace rmcp::device
