// SPDX-License-Identifier: MIT
// What the kernel has logged since the boot, as far as this user may read it.
#pragma once
#include "lib/gpu/device.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

struct KernelLog {
  bool readable = false;
  std::vector<std::string> lines;  // of KFD and of the card, oldest first
};

/// The messages in records as /dev/kmsg gives them, without their fields.
std::vector<std::string> kernel_messages(std::string_view records);

/// True for a message of KFD (`kfd kfd: ...`), or of the driver about the function at this address.
bool is_about_kfd(std::string_view message, const PciAddress& address);

/// `kmsg`: /dev/kmsg. The journal is asked if that may not be read, or has no such line any more.
/// Neither waits for a line to come.
KernelLog read_kernel_log(const std::string& kmsg, const PciAddress& address);

}  // namespace rmcp::client
