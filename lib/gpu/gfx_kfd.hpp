// SPDX-License-Identifier: MIT
// What KFD asks of a card before it makes a node for it, by gfx target.
#pragma once
#include "lib/gpu/gfx.hpp"

#include <optional>

namespace rmcp {

struct KfdDemand {
  enum class Code { none, experimental, bare_metal, anywhere };
  /// Whether KFD has code for the target: `experimental` with the parameter exp_hw_support = 1,
  /// `bare_metal` for no virtual function (SR-IOV).
  Code code = Code::none;
  bool atomics = false;   // of PCIe, all the way to the root port
  unsigned firmware = 0;  // MEC firmware from which it does without them; 0: none does

  bool operator==(const KfdDemand&) const = default;
};

/// Nothing if the target is newer than this table.
std::optional<KfdDemand> kfd_demand(const GfxTarget& gfx, bool apu);

}  // namespace rmcp
