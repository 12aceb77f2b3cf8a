// SPDX-License-Identifier: MIT
// Writes and removes the specification.
#include "daemon/publish/cdi_file.hpp"

namespace rmcp::publish {

std::string cdi_path(const std::string& folder) { return folder + "/rmcp.json"; }

sys::Status write_cdi(const sys::LoopFiles& disk, const std::string& folder, const Cdi& cdi) {
  if (cdi.devices.empty()) return remove_cdi(disk, folder);
  if (const auto made = disk.make_directories(folder); made.failed()) return made;
  return disk.replace(cdi_path(folder), to_text(cdi));
}

sys::Status remove_cdi(const sys::LoopFiles& disk, const std::string& folder) {
  return disk.remove(cdi_path(folder));
}

}  // namespace rmcp::publish
