// SPDX-License-Identifier: MIT
// Levels of clocks. Its own reading of the tables: it is to find the daemon's mistakes.
#include "level_rules.hpp"

#include "machine_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <optional>
#include <sstream>
#include <vector>

namespace rmcp::testbed {
namespace {

constexpr std::array kClocks = {"pp_dpm_sclk", "pp_dpm_mclk", "pp_dpm_socclk", "pp_dpm_fclk"};
constexpr auto kPlain = "discrete-einval";

using Clocks = std::vector<std::string>;

/// The clock of each row: those without a number tell of the moment only, S: and the present clock.
Clocks clocks_of(const std::string& table) {
  Clocks out;
  std::istringstream in(table);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string number, clock;
    if (words >> number >> clock && number.ends_with(":") && number != "S:") out.push_back(clock);
  }
  return out;
}

struct Range {
  std::size_t low, high;
};

/// All drivers but that of Polaris let a clock have what is between the levels too.
std::optional<Range> range_of(std::string_view written) {
  std::optional<Range> range;
  std::istringstream words{std::string(written)};
  for (std::string word; words >> word;) {
    std::size_t level = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), level);
    // amdgpu_pm.c:amdgpu_read_mask
    if (error != std::errc{} || end != word.data() + word.size() || level > 31) return std::nullopt;
    range = range ? Range{std::min(range->low, level), std::max(range->high, level)}
                  : Range{level, level};
  }
  return range;
}

WriteAnswer taken(std::string_view attribute, const std::string& table, const Clocks& clocks,
                  const Range& range) {
  const auto name = [&clocks](std::size_t level) {
    return level < clocks.size() ? clocks[level] : fmt::format("level {}", level);
  };
  return {.error = 0,
          .shown = table,
          .others = {{fmt::format("{}:range", attribute),
                      fmt::format("{} to {}\n", name(range.low), name(range.high))}}};
}

}  // namespace

std::map<std::string, std::string> level_files(const Gpu& gpu) {
  std::map<std::string, std::string> files;
  for (const std::string clock : kClocks) {
    if (!gpu.attributes.contains(clock)) continue;
    const auto layout = gpu.levels.find(clock);
    files[clock + ":layout"] = layout == gpu.levels.end() ? kPlain : layout->second;
    files[clock + ":range"] = kWholeRange;
  }
  return files;
}

WriteAnswer write_levels(std::string_view attribute, std::string_view written,
                         const std::string& table, const Sibling& sibling) {
  std::string layout = sibling(fmt::format("{}:layout", attribute));
  layout.resize(std::min(layout.find('\n'), layout.size()));
  const WriteAnswer invalid{.error = EINVAL, .shown = {}}, nothing{.error = 0, .shown = table};
  auto clocks = clocks_of(table);
  auto range = range_of(written);
  if (!range || clocks.empty() || layout == "refused") return invalid;
  if (layout == "ignored") return nothing;
  if (layout == "fine") {
    clocks = {clocks.front(), clocks.back()};
    range = Range{std::min<std::size_t>(range->low, 1), std::min<std::size_t>(range->high, 1)};
  }
  if (layout == "reversed") std::ranges::reverse(clocks);
  if (range->high >= clocks.size() && layout == "discrete-silent") return nothing;
  if (range->high >= clocks.size() && layout != "powerplay") return invalid;
  return taken(attribute, table, clocks, *range);
}

std::map<std::string, std::string> whole_ranges() {
  std::map<std::string, std::string> ranges;
  for (const auto* clock : kClocks) ranges[fmt::format("{}:range", clock)] = kWholeRange;
  return ranges;
}

}  // namespace rmcp::testbed
