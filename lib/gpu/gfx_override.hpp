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

/// One code object for a family of GPUs, for runtimes that know such targets.
struct GenericTarget {
  std::string_view name;  // "gfx10-3-generic"
  std::span<const GfxTarget> members;
};
std::span<const GenericTarget> generic_targets();

/// Whether a processor's name covers a GPU: "gfx1030" itself, "gfx10-3-generic" its members.
bool covers(std::string_view processor, const GfxTarget& gfx);

/// How code that was built for some targets runs on a card, best first.
enum class CodeFit {
  native,    // for this very GPU
  generic,   // for its family: runtimes that know generic targets
  portable,  // SPIR-V, which a capable runtime compiles for the card
  stand_in,  // with the override
  none,
};

struct CodeMatch {
  CodeFit fit = CodeFit::none;
  std::string target;  // the matching one, as written: "gfx1030:xnack-"

  bool operator==(const CodeMatch&) const = default;
};

/// `targets`: ids such as "gfx90a:sramecc+:xnack-". Code that wants XNACK on does not run on GFX10
/// and later, where KFD refuses it (kfd_process.c:kfd_process_xnack_mode).
CodeMatch match_code(const GfxTarget& gfx, std::span<const std::string> targets);

std::string_view to_string(CodeFit fit);

/// The reason against a combination that people try and that does damage; "" for all others.
std::string_view harmful_override(const GfxTarget& gfx, const GfxTarget& stands_in);

}  // namespace rmcp
