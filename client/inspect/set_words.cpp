// SPDX-License-Identifier: MIT
// Describes how a program would use a library set.
#include "client/inspect/set_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::client {
namespace {

bool is_from(const RuntimeLibrary& library) {
  return library.in_set == InSet::same_file || library.in_set == InSet::same_build;
}

}  // namespace

std::string set_words(const LibrarySet& set, const SetUse& asked, std::optional<StartMode> best) {
  const auto how = asked.mode == StartMode::as_is
                       ? std::string()
                       : fmt::format(" with --mode={}", to_string(asked.mode));
  if (asked.whole) return fmt::format("this program uses the set {}{}", set.name, how);
  auto out = fmt::format("this program will not use the set {}{}, because {}", set.name, how,
                         asked.why_not);
  const bool any = std::ranges::any_of(asked.libraries, &RuntimeLibrary::core);
  if (best) return out + fmt::format("; use --mode={}", to_string(*best));
  return any ? out + "; no mode gives it the whole set" : out;
}

std::string process_words(const LibrarySet& set, const std::vector<RuntimeLibrary>& libraries) {
  if (std::ranges::none_of(libraries, &RuntimeLibrary::core))
    return "this process has loaded no ROCm runtime";
  for (const auto& copies : double_copies(libraries))
    return fmt::format("this process has {} twice: {} and {}; start it with rmcpctl run",
                       copies.stem, copies.paths[0], copies.paths[1]);
  for (const auto& library : libraries) {
    if (library.in_set != InSet::other) continue;
    return fmt::format("this process does not use the set {}: its {} is {}", set.name, library.name,
                       library.path);
  }
  const auto from = std::ranges::count_if(libraries, is_from);
  return from == 0 ? fmt::format("this process has none of the libraries of the set {}", set.name)
                   : fmt::format("this process uses the set {}", set.name);
}

std::string broken_words(const LibrarySet& set) {
  return fmt::format("the set {} is {}, so it is not used: {}", set.name,
                     to_string(set.found.state),
                     set.found.reasons.empty() ? "no reason is known" : set.found.reasons.front());
}

}  // namespace rmcp::client
