// SPDX-License-Identifier: MIT
// Splits and joins lists at colons.
#include "lib/text/path_list.hpp"

#include "lib/text/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rmcp {

std::string put_before(const std::vector<std::string>& folders, std::string_view list) {
  std::vector<std::string_view> out(folders.begin(), folders.end());
  for (const auto folder : split_words(list, ":")) out.push_back(folder);
  return fmt::format("{}", fmt::join(out, ":"));
}

std::string put_behind(std::string_view list, const std::vector<std::string>& folders) {
  auto out = split_words(list, ":");
  for (const auto& folder : folders)
    if (std::find(out.begin(), out.end(), folder) == out.end()) out.push_back(folder);
  return fmt::format("{}", fmt::join(out, ":"));
}

}  // namespace rmcp
