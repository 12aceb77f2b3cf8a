// SPDX-License-Identifier: MIT
// Which GPU's code runs on which other GPU: without further measures (generic targets), or if the
// runtime is told that the card is another one (HSA_OVERRIDE_GFX_VERSION).
#pragma once
#include "lib/gpu/gfx.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// The instruction sets are the same: code for `stands_in` runs on `gfx`.
struct GfxOverride {
  GfxTarget gfx;
  GfxTarget stands_in;
  std::string_view source;
};

/// Only pairs with a source; other pairs are not to be tried.
std::span<const GfxOverride> gfx_overrides();

/// The target that a card may report instead of its own; nothing if no other code is known to run
/// on it.
std::optional<GfxTarget> stand_in_for(const GfxTarget& gfx);

/// The spelling of HSA_OVERRIDE_GFX_VERSION: "10.3.0", all decimal.
std::string override_value(const GfxTarget& gfx);

/// The N of HSA_OVERRIDE_GFX_VERSION_N, as the thunk spells it: such a variable is for the GPU that
/// is KFD's node N when a program starts. Nothing for other names.
std::optional<unsigned> numbered_override(std::string_view variable);

/// One code object for a family of GPUs, for runtimes that know such targets.
struct GenericTarget {
  std::string_view name;  // "gfx10-3-generic"
  std::span<const GfxTarget> members;
};
std::span<const GenericTarget> generic_targets();

/// Whether a processor's name covers a GPU: "gfx1030" itself, "gfx10-3-generic" its members.
bool covers(std::string_view processor, const GfxTarget& gfx);

/// The reason against a combination that people try and that does damage; "" for all others.
std::string_view harmful_override(const GfxTarget& gfx, const GfxTarget& stands_in);

}  // namespace rmcp
