// SPDX-License-Identifier: MIT
// Which library set a device's programs get. Pure: the caller passes the known sets.
#pragma once
#include "lib/gpu/match.hpp"
#include "lib/sets/library_set.hpp"
#include "lib/text/origin.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rmcp {

/// The library of a device according to policy or an override.
struct DesiredLibrary {
  std::string value;  // none, system, auto or the name of a set
  Origin origin;
};

struct LibraryChoice {
  enum class Use {
    none,     // no library is touched: programs bring their own, or find it as before
    system,   // the libraries in the loader's cache
    set,      // the set that `set` names
    refused,  // the wanted set cannot be used: nothing is exported
  };
  Use use = Use::none;
  std::string set;                   // chosen or refused
  std::string reason;                // the origin of the decision, in words
  std::string problem;               // refused: the error, for the device's note
  std::vector<std::string> caveats;  // the set is used, but ...

  bool operator==(const LibraryChoice&) const = default;
};
std::string_view to_string(LibraryChoice::Use use);
std::optional<LibraryChoice::Use> parse_use(std::string_view word);

/// Without a desired library, and with "auto", the sets whose manifests have a match are tried:
/// highest priority first, equal priorities by name, without those that are not ok. A set that is
/// named and is broken or missing is never replaced by another.
LibraryChoice choose_library(const std::optional<DesiredLibrary>& desired,
                             std::span<const LibrarySet> sets, const Device& device,
                             const Machine& machine);

}  // namespace rmcp
