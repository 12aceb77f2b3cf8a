// SPDX-License-Identifier: MIT
// Messages about an unknown word, with the nearest known one.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// The candidate with the smallest edit distance, if that is small for the word's length; else
/// empty.
std::string nearest(std::string_view word, const std::vector<std::string_view>& candidates);

/// The nearest candidate with at most `most` letters wrong, missing or too many; else empty.
std::string nearest_within(std::string_view word, const std::vector<std::string_view>& candidates,
                           std::size_t most);

/// "'x' is not one of a, b, c".
std::string not_one_of(std::string_view word, std::span<const std::string_view> known);

}  // namespace rmcp
