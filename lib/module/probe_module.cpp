// SPDX-License-Identifier: MIT
// The reasons for which rmcp_devparam is not in use, the one to mend first.
#include "lib/module/probe_module.hpp"

#include <fmt/format.h>

namespace rmcp {

std::string why_unused(const ProbeModule& module, bool amdgpu_built_in, const std::string& kernel) {
  // Such a driver has no module whose parameters could be set (kernel-patch/devparam/main.c:begin).
  if (amdgpu_built_in) return "amdgpu is built into the kernel";
  if (module.loaded) return {};
  if (!module.failure.empty())
    return fmt::format("could not be built for Linux {}: {}", kernel, module.failure);
  if (!module.there) return fmt::format("not installed for Linux {}", kernel);
  if (!module.usable())
    return "the kernel takes signed modules only, and the key of this machine is not enrolled: "
           "mokutil --import /var/lib/dkms/mok.pub";
  return "not loaded";
}

}  // namespace rmcp
