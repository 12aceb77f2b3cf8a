// SPDX-License-Identifier: MIT
// Which library set a device's programs get. Pure: what is known of the sets comes with them.
#pragma once
#include "lib/gpu/match.hpp"
#include "lib/sets/library_set.hpp"
#include "lib/text/origin.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rmcp {

/// What policy or an override says of a device's library.
struct LibraryWish {
  std::string value;  // none, system, auto or the name of a set
  Origin origin;
};

struct LibraryChoice {
  enum class Use {
    none,     // no library is touched: programs bring their own, or find it as they always did
    system,   // what the loader's cache gives
    set,      // the set that `set` names
    refused,  // the set that was asked for cannot be used: nothing is exported
  };
  Use use = Use::none;
  std::string set;                   // chosen or refused
  std::string reason;                // who or what decided, in words
  std::string problem;               // refused: what is wrong, for the device's note
  std::vector<std::string> caveats;  // the set is used, but ...

  bool operator==(const LibraryChoice&) const = default;
};
std::string_view to_string(LibraryChoice::Use use);
std::optional<LibraryChoice::Use> parse_use(std::string_view word);

/// Without a wish, and with "auto", the sets whose manifests have a match are tried, the highest
/// priority first and by name where that is equal, those that are not ok left out. A set that was
/// named and is broken or not there is never replaced by another.
LibraryChoice choose_library(const std::optional<LibraryWish>& wish,
                             std::span<const LibrarySet> sets, const Device& device,
                             const Machine& machine);

}  // namespace rmcp
