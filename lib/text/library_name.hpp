// SPDX-License-Identifier: MIT
// What a library set can be called.
#pragma once
#include <cstddef>
#include <string_view>

namespace rmcp {

inline constexpr std::size_t kLongestLibraryName = 64;

/// `none`, `system`, `auto`: what the setting `library` can be besides the name of a set.
bool is_library_word(std::string_view text);

/// Fit for a file's name, an object path and a container device: lower-case letters, digits and
/// `. _ + -`, a letter or digit first.
bool is_library_set_name(std::string_view text);

}  // namespace rmcp
