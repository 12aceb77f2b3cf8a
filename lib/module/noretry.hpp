// SPDX-License-Identifier: MIT
// The cards that a global `noretry` changes: for the others it is as good as one for a card alone.
#pragma once
#include "lib/gpu/gfx.hpp"
#include "lib/knobs/parameters/module_parameter.hpp"

#include <optional>
#include <string_view>

namespace rmcp {

/// True if `noretry=text` gives such a card another setting than the driver's own choice does
/// (amdgpu_gmc.c:amdgpu_gmc_noretry_set). A card whose gfx target is unknown counts as changed.
bool noretry_changes(std::optional<GfxTarget> gfx, std::string_view text,
                     std::optional<KernelVersion> kernel);

}  // namespace rmcp
