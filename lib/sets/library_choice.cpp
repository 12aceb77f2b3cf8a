// SPDX-License-Identifier: MIT
// Takes the desired set or refuses it; never substitutes another set.
#include "lib/sets/library_choice.hpp"

#include "lib/text/spelling.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rmcp {
namespace {

using Use = LibraryChoice::Use;

std::string who(const DesiredLibrary& desired) {
  return desired.origin.file == kOverrideFile ? "override" : short_form(desired.origin);
}

std::string missing(const std::string& name, std::span<const LibrarySet> sets) {
  std::vector<std::string_view> names;
  for (const auto& set : sets) names.push_back(set.name);
  const auto near = nearest(name, names);
  return near.empty()
             ? fmt::format("library set {}: no manifest names it", name)
             : fmt::format("library set {}: no manifest names it; did you mean '{}'?", name, near);
}

/// Missing code for a GPU is no reason to refuse the set: whether a program needs that component is
/// not known here.
std::vector<std::string> caveats_of(const LibrarySet& set, const Device& device) {
  std::vector<std::string> out;
  if (set.found.state == SetState::degraded) out = set.found.reasons;
  if (!device.gfx) return out;
  const auto without = components_without(set, *device.gfx);
  if (!without.empty())
    out.push_back(
        fmt::format("no code for {} in {}", to_string(*device.gfx), fmt::join(without, ", ")));
  return out;
}

LibraryChoice choose_set(const LibrarySet& set, const Device& device, std::string reason) {
  return {Use::set, set.name, std::move(reason), "", caveats_of(set, device)};
}

LibraryChoice named(const DesiredLibrary& desired, std::span<const LibrarySet> sets,
                    const Device& device) {
  const auto* set = find_set(sets, desired.value);
  if (set == nullptr)
    return {Use::refused, desired.value, who(desired), missing(desired.value, sets), {}};
  if (set->found.usable()) return choose_set(*set, device, who(desired));
  const auto why = set->found.reasons.empty() ? fmt::format("is {}", to_string(set->found.state))
                                              : set->found.reasons.front();
  return {
      Use::refused, set->name, who(desired), fmt::format("library set {}: {}", set->name, why), {}};
}

bool is_better(const LibrarySet* a, const LibrarySet* b) {
  if (b == nullptr) return true;
  return a->priority != b->priority ? a->priority > b->priority : a->name < b->name;
}

LibraryChoice automatic(std::span<const LibrarySet> sets, const Device& device,
                        const Machine& machine) {
  const LibrarySet* best = nullptr;
  const LibrarySet* passed_over = nullptr;  // the best of those that are not ok
  for (const auto& set : sets) {
    if (!set.match || evaluate(*set.match, device, machine) != Truth::yes) continue;
    auto*& place = set.found.state == SetState::ok ? best : passed_over;
    if (is_better(&set, place)) place = &set;
  }
  const bool was_better =
      passed_over != nullptr && (best == nullptr || is_better(passed_over, best));
  const auto remark = was_better ? fmt::format("; {}, which also matches, is {}", passed_over->name,
                                               to_string(passed_over->found.state))
                                 : "";
  if (best == nullptr) return {Use::none, "", "no set matches this device" + remark, "", {}};
  return choose_set(*best, device,
                    fmt::format("matches this device, priority {}{}", best->priority, remark));
}

}  // namespace

std::string_view to_string(Use use) {
  constexpr std::string_view names[] = {"none", "system", "set", "refused"};
  return names[static_cast<std::size_t>(use)];
}

std::optional<Use> parse_use(std::string_view word) { return enum_of(word, Use::refused); }

LibraryChoice choose_library(const std::optional<DesiredLibrary>& desired,
                             std::span<const LibrarySet> sets, const Device& device,
                             const Machine& machine) {
  if (!desired || desired->value == "auto") return automatic(sets, device, machine);
  if (desired->value == "none") return {Use::none, "", who(*desired), "", {}};
  if (desired->value == "system") return {Use::system, "", who(*desired), "", {}};
  return named(*desired, sets, device);
}

}  // namespace rmcp
