// SPDX-License-Identifier: MIT
// The state of the library set that the dynamic loader should find.
#pragma once
#include "lib/policy/default_library.hpp"
#include "lib/sets/library_set.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rmcp {

struct DefaultLibraryState {
  enum class Is {
    none,         // the loader finds what it found before
    in_force,     // ldconfig has run for it
    pending,      // it has not
    refused,      // the set cannot be used, and nothing takes its place
    unreachable,  // a file system does not answer: the present configuration is left alone
  };
  Is is = Is::none;
  std::string set;
  std::string note;  // why it is not in force

  bool operator==(const DefaultLibraryState&) const = default;
};
std::string_view to_string(DefaultLibraryState::Is is);

/// The wanted set, or null and the state with the reason.
struct DefaultChoice {
  const LibrarySet* set = nullptr;
  DefaultLibraryState state;
};
DefaultChoice choose_default_library(const std::optional<DefaultLibrary>& desired,
                                     std::span<const LibrarySet> sets);

}  // namespace rmcp
