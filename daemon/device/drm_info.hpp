// SPDX-License-Identifier: MIT
// amdgpu's answers on a render node. Opening one wakes a sleeping GPU: the caller checks first.
#pragma once
#include "lib/gpu/gfx.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace rmcp::device {

struct DrmInfo {
  std::string driver_version;  // "3.57.0"; empty if the node could not be queried
  std::optional<bool> apu;
  std::optional<std::uint32_t> compute_units;
  std::optional<std::uint64_t> vram_bytes;
  std::optional<GfxTarget> gfx;
};

/// Never fails: facts that could not be queried are unknown. `path`: /dev/dri/renderD128.
DrmInfo ask_render_node(const std::string& path);

}  // namespace rmcp::device
