// SPDX-License-Identifier: MIT
// The IP blocks that amdgpu found on a card, as it shows them in sysfs.
#pragma once
#include "lib/gpu/gfx.hpp"

#include <optional>
#include <string>

namespace rmcp::device {

/// The gfx target by the version of the first graphics core. Readable while amdgpu is bound, also
/// when the card sleeps: the table was read at probe.
std::optional<GfxTarget> gfx_from_ip_discovery(const std::string& syspath);

}  // namespace rmcp::device
