// SPDX-License-Identifier: MIT
// Which GPU's code runs on which other GPU: by itself (generic targets), or when the runtime is
// told that the card is another one (HSA_OVERRIDE_GFX_VERSION).
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

/// Rows that have a source; a pair that is not in here is not to be tried.
std::span<const GfxOverride> gfx_overrides();

/// What a card may pass itself off as; nothing when no other code is known to run on it.
std::optional<GfxTarget> stand_in_for(const GfxTarget& gfx);

/// HSA_OVERRIDE_GFX_VERSION's spelling: "10.3.0", all in decimal.
std::string override_value(const GfxTarget& gfx);

/// One code object for a family of GPUs, for runtimes that know such targets.
struct GenericTarget {
  std::string_view name;  // "gfx10-3-generic"
  std::span<const GfxTarget> members;
};
std::span<const GenericTarget> generic_targets();

/// Whether a processor's name covers a GPU: "gfx1030" itself, "gfx10-3-generic" its members.
bool covers(std::string_view processor, const GfxTarget& gfx);

/// How code that was built for some targets runs on a card. From best to none.
enum class CodeFit {
  native,    // for this very GPU
  generic,   // for its family: runtimes that know generic targets
  portable,  // SPIR-V, which a runtime that can compiles for the card
  stand_in,  // with the override
  none,
};

struct CodeMatch {
  CodeFit fit = CodeFit::none;
  std::string target;  // the one that fits, as it is written: "gfx1030:xnack-"

  bool operator==(const CodeMatch&) const = default;
};

/// `targets`: ids such as "gfx90a:sramecc+:xnack-". Code that wants XNACK on does not run on GFX10
/// and later, where KFD refuses it (kfd_process.c:kfd_process_xnack_mode).
CodeMatch match_code(const GfxTarget& gfx, std::span<const std::string> targets);

std::string_view to_string(CodeFit fit);

/// A combination that people try and that does damage, with the reason; "" for all others.
std::string_view harmful_override(const GfxTarget& gfx, const GfxTarget& stands_in);

}  // namespace rmcp
