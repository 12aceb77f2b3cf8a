// SPDX-License-Identifier: MIT
// What amdgpu answers on a render node. Opening one wakes a sleeping GPU: the caller looks first.
#pragma once
#include "lib/gpu/gfx.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace rmcp::device {

struct DrmInfo {
  std::string driver_version;  // "3.57.0"; empty when the node could not be asked
  std::optional<bool> apu;
  std::optional<std::uint32_t> compute_units;
  std::optional<std::uint64_t> vram_bytes;
  std::optional<GfxTarget> gfx;
};

/// Never fails: what could not be asked is unknown. `path`: /dev/dri/renderD128.
DrmInfo ask_render_node(const std::string& path);

}  // namespace rmcp::device
