// SPDX-License-Identifier: MIT
// Splits the list and puts $ORIGIN in.
#include "lib/elf/search_list.hpp"

#include <algorithm>
#include <filesystem>

namespace rmcp::elf {

std::vector<std::string> folders_in_list(std::string_view list, const std::string& origin) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < list.size();) {
    const auto end = std::min(list.find(':', at), list.size());
    std::string folder(list.substr(at, end - at));
    at = end + 1;
    for (const std::string_view word : {"$ORIGIN", "${ORIGIN}"})
      if (folder.starts_with(word)) folder = origin + folder.substr(word.size());
    if (!folder.starts_with('/')) continue;
    out.push_back(std::filesystem::path(folder).lexically_normal().string());
    if (out.back().size() > 1 && out.back().ends_with('/')) out.back().pop_back();
  }
  return out;
}

}  // namespace rmcp::elf
