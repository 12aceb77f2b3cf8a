// SPDX-License-Identifier: MIT
// What a recipe leaves open until it is known: `@prefix@`, `@source:demo@`.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rmcp::recipe {

/// What stands for a placeholder ("prefix", "source:demo"), or nothing for one that is not known.
using Lookup = std::function<std::optional<std::string>(std::string_view name)>;

/// The text with every placeholder replaced; `@@` is a single `@`. An `@` that begins none stays.
/// Those that are not known stay as well.
std::string expand(std::string_view text, const Lookup& lookup);

/// The first placeholder that is not known, or nothing.
std::optional<std::string> unknown_placeholder(std::string_view text, const Lookup& lookup);

}  // namespace rmcp::recipe
