// SPDX-License-Identifier: MIT
// Names of library sets.
#pragma once
#include <cstddef>
#include <string_view>

namespace rmcp {

inline constexpr std::size_t kLongestLibraryName = 64;

/// Values of the setting `library` that are not the name of a set.
bool is_library_word(std::string_view text);

/// Safe in a file name, an object path and a container device: lower-case letters, digits and `. _
/// + -`, a letter or digit first.
bool is_library_set_name(std::string_view text);

}  // namespace rmcp
