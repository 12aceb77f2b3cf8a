// SPDX-License-Identifier: MIT
// Walks from a device up to its host bridge.
#include "daemon/device/ancestry.hpp"

#include "daemon/device/attribute.hpp"
#include "lib/sys/file.hpp"

#include <string_view>

namespace rmcp::device {

std::optional<bool> is_external(const std::string& sys, const std::string& syspath) {
  const std::string top = sys + "/devices";
  if (!syspath.starts_with(top + "/")) return std::nullopt;
  std::string folder = syspath;
  for (; folder.size() > top.size(); folder.resize(folder.rfind('/'))) {
    if (!sys::exists(folder)) return std::nullopt;
    // PCI core: "removable" below a port that faces outside, else "fixed" or "unknown".
    if (read_text(folder + "/removable") == "removable") return true;
    if (sys::link_name(folder + "/subsystem") == "thunderbolt") return true;
  }
  return false;
}

}  // namespace rmcp::device
