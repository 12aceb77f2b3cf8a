// SPDX-License-Identifier: MIT
// Parts of a recipe to fill in: `@prefix@`, `@source:demo@`.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rmcp::recipe {

/// The value of a placeholder ("prefix", "source:demo"), or nothing for an unknown one.
using Lookup = std::function<std::optional<std::string>(std::string_view name)>;

/// The text with every placeholder replaced; `@@` is a single `@`. An `@` that begins none stays,
/// and so do unknown placeholders.
std::string expand(std::string_view text, const Lookup& lookup);

/// The first unknown placeholder, or nothing.
std::optional<std::string> unknown_placeholder(std::string_view text, const Lookup& lookup);

}  // namespace rmcp::recipe
