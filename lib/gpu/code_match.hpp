// SPDX-License-Identifier: MIT
// How a program's GPU code runs on a card. Pure.
#pragma once
#include "lib/gpu/gfx.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// How code that was built for some targets runs on a card, best first.
enum class CodeFit {
  native,    // for this very GPU
  generic,   // for its family: runtimes that know generic targets
  portable,  // SPIR-V, which a capable runtime compiles for the card
  sibling,   // for a GPU with the same instruction set, which the runtime takes by itself
  stand_in,  // likewise, with HSA_OVERRIDE_GFX_VERSION
  unknown,   // the code that the card would run could not be read
  none,
};
std::string_view to_string(CodeFit fit);

struct CodeMatch {
  CodeFit fit = CodeFit::none;
  std::string target;  // the matching one, as written: "gfx1030:xnack-"

  bool operator==(const CodeMatch&) const = default;
};

/// The GPU code that was found in a place.
struct FoundCode {
  std::vector<std::string> targets;  // "gfx1030", "gfx90a:sramecc+:xnack-", "gfx10-3-generic"
  /// Targets whose code could not be read; "" stands for any.
  std::vector<std::string> unread;
  /// It is in archives, which are installed for each target apart.
  bool in_archives = false;

  [[nodiscard]] bool empty() const { return targets.empty() && unread.empty() && !in_archives; }
  /// The same place further, or another of the same program.
  void add(const FoundCode& other);

  bool operator==(const FoundCode&) const = default;
};

/// The abilities of HIP and ROCr, by their files; nothing: not known.
struct RuntimeAbility {
  std::optional<std::vector<std::string>> generics;  // generic targets whose code it takes
  std::optional<bool> archives;                      // takes code from archives
  std::optional<bool> siblings;                      // takes code for siblings without an override

  bool operator==(const RuntimeAbility&) const = default;
};

/// Code that wants XNACK on does not run on GFX10 and later, where KFD refuses it
/// (kfd_process.c:kfd_process_xnack_mode).
CodeMatch match_code(const GfxTarget& gfx, const FoundCode& code,
                     const RuntimeAbility& ability = {});
CodeMatch match_code(const GfxTarget& gfx, std::span<const std::string> targets);

/// Whether Debian's HIP 5.7 runs code for `code` on this card without an override (rocm-hipamd
/// 5.7.1, patches 0025 and 0026).
bool is_sibling(const GfxTarget& gfx, const GfxTarget& code);

/// A requirement of the code that not every card of its target meets: "XNACK is on (HSA_XNACK=1)";
/// "" if there is none.
std::string code_condition(std::string_view target);

/// Targets that all of these parts of one library have code for.
std::vector<std::string> common_targets(std::span<const std::vector<std::string>> parts);

}  // namespace rmcp
