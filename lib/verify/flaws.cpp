// SPDX-License-Identifier: MIT
// A flaw in a library that a set needs makes the set broken, any other makes it degraded.
#include "lib/verify/flaws.hpp"

#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::verify {

void Flaws::raise(SetState state, std::string reason) {
  reasons_.emplace_back(state, std::move(reason));
}

void Flaws::blame(const SetLibrary& library, std::string_view what) {
  blame(library, library.file, what);
}

void Flaws::blame(const SetLibrary& root, std::string_view who, std::string_view what) {
  raise(is_required(root) ? SetState::broken : SetState::degraded, fmt::format("{} {}", who, what));
}

bool Flaws::is_required(const SetLibrary& library) {
  using Need = LibraryKind::Need;
  const auto* kind = library_kind(base_name(library.file));
  if (kind == nullptr || kind->need == Need::never) return false;
  if (kind->need == Need::always) return true;
  return std::any_of(set_.libraries.begin(), set_.libraries.end(), [&](const SetLibrary& other) {
    const auto& file = files_.open(other.file);
    if (!file) return false;
    const auto& needed = file->elf.needed;
    return std::any_of(needed.begin(), needed.end(),
                       [&](const std::string& name) { return library_kind(name) == kind; });
  });
}

SetState Flaws::worst() const {
  auto worst = SetState::ok;
  for (const auto& [state, reason] : reasons_) worst = std::max(worst, state);
  return worst;
}

std::vector<std::string> Flaws::reasons() const {
  auto sorted = reasons_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> reasons;
  for (auto& [state, reason] : sorted) reasons.push_back(std::move(reason));
  return reasons;
}

}  // namespace rmcp::verify
