// SPDX-License-Identifier: MIT
// "did you mean": the known word nearest to a misspelt one.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// The candidate with the smallest edit distance, if that is small for the word's length; else
/// empty.
std::string nearest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace rmcp
