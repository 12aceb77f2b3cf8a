// SPDX-License-Identifier: MIT
// Names that are safe as file names, object paths and container devices.
#include "lib/text/library_name.hpp"

#include <algorithm>

namespace rmcp {
namespace {

bool is_plain(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool is_library_char(char c) {
  return is_plain(c) || std::string_view("._+-").find(c) != std::string_view::npos;
}

}  // namespace

bool is_library_word(std::string_view text) {
  return text == "none" || text == "system" || text == "auto";
}

bool is_library_set_name(std::string_view text) {
  return !text.empty() && text.size() <= kLongestLibraryName && !is_library_word(text) &&
         is_plain(text.front()) && std::all_of(text.begin(), text.end(), is_library_char);
}

}  // namespace rmcp
