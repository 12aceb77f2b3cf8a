// SPDX-License-Identifier: MIT
// Compares targets. LLVM's docs/AMDGPUUsage.rst, "Target ID", has their spelling.
#include "lib/gpu/code_match.hpp"

#include "lib/gpu/gfx_override.hpp"

#include <algorithm>
#include <set>

namespace rmcp {
namespace {

constexpr std::string_view kPortable = "amdgcnspirv";

std::string_view processor_in(std::string_view target) {
  return target.substr(0, target.find(':'));
}

bool has_feature(std::string_view target, std::string_view feature) {
  return target.find(feature) != std::string_view::npos;
}

bool knows(const RuntimeAbility& ability, std::string_view generic) {
  return !ability.generics ||
         std::ranges::find(*ability.generics, generic) != ability.generics->end();
}

CodeFit fit_of(const GfxTarget& gfx, std::string_view target, const RuntimeAbility& ability) {
  const auto processor = processor_in(target);
  if (never_retries(gfx) && has_feature(target, ":xnack+")) return CodeFit::none;
  const auto code = parse_gfx(processor);
  if (code == gfx) return CodeFit::native;
  if (covers(processor, gfx)) return knows(ability, processor) ? CodeFit::generic : CodeFit::none;
  if (processor == kPortable) return CodeFit::portable;
  if (!code) return CodeFit::none;
  if (ability.siblings.value_or(false) && is_sibling(gfx, *code)) return CodeFit::sibling;
  return stand_in_for(gfx) == code ? CodeFit::stand_in : CodeFit::none;
}

/// The better one; of two alike the one without a condition.
bool is_better(CodeFit fit, std::string_view target, const CodeMatch& best) {
  if (fit != best.fit) return fit < best.fit;
  return fit != CodeFit::none && code_condition(target).empty() &&
         !code_condition(best.target).empty();
}

bool is_unread(const GfxTarget& gfx, const FoundCode& code) {
  return std::ranges::any_of(code.unread, [&](const std::string& target) {
    return target.empty() || covers(processor_in(target), gfx);
  });
}

template <class List>
void merge(List& into, const List& from) {
  for (const auto& one : from)
    if (std::ranges::find(into, one) == into.end()) into.push_back(one);
}

bool has_code_for(const std::vector<std::string>& targets, std::string_view target) {
  const auto processor = processor_in(target);
  const auto gfx = parse_gfx(processor);
  return std::ranges::any_of(targets, [&](const std::string& other) {
    return processor_in(other) == processor || (gfx && covers(processor_in(other), *gfx));
  });
}

}  // namespace

std::string_view to_string(CodeFit fit) {
  constexpr std::string_view kNames[] = {"native",   "generic", "portable", "sibling",
                                         "override", "unknown", "none"};
  return kNames[static_cast<std::size_t>(fit)];
}

void FoundCode::add(const FoundCode& other) {
  merge(targets, other.targets);
  merge(unread, other.unread);
  in_archives = in_archives || other.in_archives;
}

CodeMatch match_code(const GfxTarget& gfx, const FoundCode& code, const RuntimeAbility& ability) {
  CodeMatch best;
  if (code.in_archives && !ability.archives.value_or(true)) return best;
  for (const auto& target : code.targets)
    if (const auto fit = fit_of(gfx, target, ability); is_better(fit, target, best))
      best = {fit, target};
  // Unread code of the card's own would be taken before that of another.
  if (best.fit > CodeFit::portable && is_unread(gfx, code)) return {CodeFit::unknown, ""};
  return best;
}

CodeMatch match_code(const GfxTarget& gfx, std::span<const std::string> targets) {
  return match_code(gfx, FoundCode{.targets = {targets.begin(), targets.end()}});
}

bool is_sibling(const GfxTarget& gfx, const GfxTarget& code) {
  const auto is_vega = [](const GfxTarget& target, std::initializer_list<int> steppings) {
    return target.major == 9 && target.minor == 0 &&
           std::ranges::find(steppings, target.stepping) != steppings.end();
  };
  if (gfx == code) return false;
  if (is_vega(gfx, {0, 2, 6, 9, 12})) return is_vega(code, {0, 2, 9, 12});
  if (gfx.major != 10 || gfx.major != code.major || gfx.minor != code.minor) return false;
  return gfx.minor == 3 || (gfx.minor == 1 && code.stepping == 0);
}

std::string code_condition(std::string_view target) {
  std::string out;
  if (has_feature(target, ":xnack+")) out = "XNACK is on (HSA_XNACK=1)";
  // KFD starts processes with XNACK on where the driver's noretry is 0, the default of GC 9.1
  // to 9.3 (amdgpu_gmc.c:amdgpu_gmc_noretry_set, kfd_process.c:kfd_process_xnack_mode).
  constexpr std::string_view kRetries[] = {"gfx902", "gfx904", "gfx909", "gfx90c"};
  if (has_feature(target, ":xnack-") &&
      std::ranges::find(kRetries, processor_in(target)) != std::end(kRetries))
    out = "XNACK is off (HSA_XNACK=0)";
  // Of the cards with this feature only gfx906 exists with and without ECC.
  if (processor_in(target) != "gfx906") return out;
  for (const auto& [feature, state] : {std::pair{":sramecc+", "on"}, {":sramecc-", "off"}})
    if (has_feature(target, feature))
      out += std::string(out.empty() ? "" : " and ") + "the ECC of its memory is " + state;
  return out;
}

std::vector<std::string> common_targets(std::span<const std::vector<std::string>> parts) {
  std::set<std::string> out;
  for (const auto& part : parts)
    for (const auto& target : part)
      if (std::ranges::all_of(parts, [&](const auto& p) { return has_code_for(p, target); }))
        out.insert(target);
  return {out.begin(), out.end()};
}

}  // namespace rmcp
