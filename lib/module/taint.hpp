// SPDX-License-Identifier: MIT
// The price of overdrive: a kernel that counts itself as tainted.
#pragma once
#include "lib/module/module_state.hpp"

namespace rmcp {

/// True if amdgpu was loaded with the bit of overdrive and the kernel counts itself as out of
/// specification. Other drivers set the same flag, so that both together make it only likely that
/// amdgpu did (amdgpu_drv.c:amdgpu_init of Linux 7.3, which asks for reports of bugs without
/// overdrive).
bool overdrive_taints(const ModuleFound& found);

}  // namespace rmcp
