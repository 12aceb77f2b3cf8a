// SPDX-License-Identifier: MIT
// Names the states, and chooses the set.
#include "lib/sets/default_library_state.hpp"

#include <fmt/format.h>

namespace rmcp {

using Is = DefaultLibraryState::Is;

std::string_view to_string(Is is) {
  constexpr std::string_view names[] = {"none", "in force", "pending", "refused", "unreachable"};
  return names[static_cast<std::size_t>(is)];
}

DefaultChoice choose_default_library(const std::optional<DefaultLibrary>& desired,
                                     std::span<const LibrarySet> sets) {
  if (!desired || desired->set.empty()) return {};
  const auto* set = find_set(sets, desired->set);
  if (set == nullptr)
    return {nullptr,
            {Is::refused, desired->set, fmt::format("there is no library set '{}'", desired->set)}};
  if (set->found.state == SetState::unreachable)
    return {nullptr,
            {Is::unreachable, set->name,
             fmt::format("{}; the loader's configuration is left unchanged",
                         set->found.reasons.empty() ? "its prefix does not answer"
                                                    : set->found.reasons.front())}};
  if (!set->found.usable())
    return {nullptr,
            {Is::refused, set->name,
             fmt::format(
                 "library set {} is broken: {}", set->name,
                 set->found.reasons.empty() ? "no reason is known" : set->found.reasons.front())}};
  return {set, {Is::pending, set->name, ""}};
}

}  // namespace rmcp
