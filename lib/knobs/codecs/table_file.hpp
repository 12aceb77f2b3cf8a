// SPDX-License-Identifier: MIT
// The text of pp_od_clk_voltage and of the files in gpu_od/fan_ctrl: sections of rows, and the
// card's ranges. The sections that are present show the abilities of a card: they differ between
// generations, boards and kernels.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rmcp {

struct TableFile {
  struct Row {
    std::optional<std::int64_t> index;  // "1: 2660Mhz"; none in "-100mV"
    std::vector<std::int64_t> numbers;
  };
  using Range = std::pair<std::int64_t, std::int64_t>;

  std::map<std::string, std::vector<Row>, std::less<>> sections;  // "OD_SCLK"
  std::map<std::string, Range, std::less<>> ranges;               // "SCLK", below OD_RANGE
  /// Sections whose rows are the figures of the moment, "0: 1800Mhz *", not settings
  /// (cyan_skillfish_ppt.c:cyan_skillfish_print_clk_levels). Their rows are left out.
  std::set<std::string, std::less<>> momentary;

  /// Row `index` of a section, or its first row without an index when `index` is negative.
  [[nodiscard]] const Row* row(std::string_view section, std::int64_t index) const;
  /// `VDDC_CURVE_SCLK[]` is looked up with the index in its brackets.
  [[nodiscard]] std::optional<Range> range(std::string_view name, std::int64_t index = 0) const;
};

TableFile read_table_file(std::string_view text);

}  // namespace rmcp
