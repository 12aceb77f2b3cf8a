// SPDX-License-Identifier: MIT
// Variables that ROCm and the software on top of it read: users whom polkit allows may set them at
// run time. Policy files, which belong to root, may set others too.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace rmcp {

struct KnownVariable {
  std::string_view name;    // a `*` at the end stands for any end
  std::string_view effect;  // one sentence
  std::string_view source;
};

std::span<const KnownVariable> known_variables();
const KnownVariable* find_known_variable(std::string_view name);
/// The known name nearest to a misspelt one, or empty.
std::string nearest_variable(std::string_view name);
/// The known name that an unknown one is in all but a letter or two; empty: it may well be another.
std::string meant_variable(std::string_view name);

}  // namespace rmcp
