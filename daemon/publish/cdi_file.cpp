// SPDX-License-Identifier: MIT
// Writes and removes the specification.
#include "daemon/publish/cdi_file.hpp"

namespace rmcp::publish {

std::string cdi_path(const std::string& folder) { return folder + "/rmcp.json"; }

sys::Errno write_cdi(const sys::LoopFiles& disk, const std::string& folder, const Cdi& cdi) {
  if (cdi.devices.empty()) return remove_cdi(disk, folder);
  if (const auto error = disk.make_directories(folder)) return error;
  return disk.replace(cdi_path(folder), to_text(cdi));
}

sys::Errno remove_cdi(const sys::LoopFiles& disk, const std::string& folder) {
  return disk.remove(cdi_path(folder));
}

}  // namespace rmcp::publish
