// SPDX-License-Identifier: MIT
// Compares gfx targets in GPU code with a card's own.
#include "client/inspect/verdict.hpp"

#include "client/inspect/verdict_words.hpp"
#include "lib/gpu/device_package.hpp"
#include "lib/gpu/gfx_override.hpp"

#include <algorithm>

namespace rmcp::client {
namespace {

using Kind = CodePlace::Kind;

/// A component is as good as the worst of its parts: a library without its folder of kernels does
/// not work, and neither does the folder without the library's own code.
bool replaces(const CodePlace& place, const CodeMatch& match, const CodeFitOf& known) {
  const bool is_part = place.kind == Kind::folder || place.kind == Kind::no_folder ||
                       known.in_folder || known.no_folder;
  return is_part ? match.fit > known.match.fit : match.fit < known.match.fit;
}

CodeFitOf fit_of_place(const std::string& name, const CodePlace& place, const CodeMatch& match) {
  return {.name = name,
          .match = match,
          .where = place.path,
          .in_archives = place.kind == Kind::archives,
          .in_folder = place.kind == Kind::folder,
          .no_folder = place.kind == Kind::no_folder,
          .problems = place.problems};
}

void add_fit(std::vector<CodeFitOf>& out, CodeFitOf fit, const CodePlace& place) {
  const auto at = std::ranges::find(out, fit.name, &CodeFitOf::name);
  if (at == out.end()) return out.push_back(std::move(fit));
  auto problems = at->problems;
  problems.insert(problems.end(), fit.problems.begin(), fit.problems.end());
  if (replaces(place, fit.match, *at)) *at = std::move(fit);
  at->problems = std::move(problems);
}

bool has_fit(const std::vector<CodeFitOf>& list, CodeFit fit) {
  return std::ranges::any_of(list, [&](const auto& entry) { return entry.match.fit == fit; });
}

/// Its device package would help.
bool lacks_package(const CodeFitOf& entry) {
  return entry.in_archives &&
         (entry.match.fit == CodeFit::none || entry.match.fit == CodeFit::stand_in);
}

/// ROCm's own, and PyTorch's: it is not known whether other makers publish some.
std::string package_for(const GfxTarget& gfx, const CodeVerdict& verdict) {
  if (!has_device_package(gfx)) return {};
  for (const auto& entry : verdict.files)
    if (lacks_package(entry))
      return is_of_rocm(entry.where) ? device_package_for(gfx, entry.where) : std::string();
  for (const auto& entry : verdict.libraries)
    if (lacks_package(entry)) return device_package_for(gfx, entry.where);
  return {};
}

/// Files whose code could not be read, or was not there for any card, say nothing.
bool says_nothing(const CodePlace& place) {
  return place.code().empty() && place.kind == Kind::file;
}

}  // namespace

CodeVerdict judge_code(const GfxTarget& gfx, const std::vector<CodePlace>& places,
                       const std::string& in_force, const RuntimeAbility& ability) {
  CodeVerdict out;
  for (const auto& place : places) {
    if (says_nothing(place)) continue;
    const auto match = match_code(gfx, place.code(), ability);
    if (!place.library.empty()) {
      add_fit(out.libraries, fit_of_place(place.library, place, match), place);
      continue;
    }
    add_fit(out.files, fit_of_place(place.path, place, match), place);
    if (!out.any || match.fit < out.own.fit) out.own = match;
    out.any = true;
  }
  const auto other = stand_in_for(gfx);
  if (other && (has_fit(out.files, CodeFit::stand_in) || has_fit(out.libraries, CodeFit::stand_in)))
    out.override_value = override_value(*other);
  out.package = package_for(gfx, out);
  out.words = verdict_words(gfx, out, places, in_force, ability);
  return out;
}

}  // namespace rmcp::client
