// SPDX-License-Identifier: MIT
#include "export/cdi_file.hpp"

namespace rmcp::exported {

std::string cdi_path(const std::string& folder) { return folder + "/rmcp.json"; }

sys::Errno write_cdi(const std::string& folder, const Cdi& cdi) {
  if (cdi.devices.empty()) return remove_cdi(folder);
  if (const auto error = sys::make_directories(folder)) return error;
  return sys::replace_file(cdi_path(folder), to_text(cdi), 0644, false);
}

sys::Errno remove_cdi(const std::string& folder) { return sys::remove_file(cdi_path(folder)); }

}  // namespace rmcp::exported
