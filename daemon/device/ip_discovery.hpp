// SPDX-License-Identifier: MIT
// The IP blocks of a card, as amdgpu shows them in sysfs.
#pragma once
#include "lib/gpu/gfx.hpp"

#include <optional>
#include <string>

namespace rmcp::device {

/// The gfx target from the version of the first graphics core. Readable while amdgpu is bound, even
/// if the card sleeps: the driver read the table at probe.
std::optional<GfxTarget> gfx_from_ip_discovery(const std::string& syspath);

}  // namespace rmcp::device
