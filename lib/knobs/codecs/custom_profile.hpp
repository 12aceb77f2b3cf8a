// SPDX-License-Identifier: MIT
// The numbers of the power profile CUSTOM: in policy and in the card's own table. The firmware
// defines the meaning of a number; the heading of the table gives their count.
#pragma once
#include "lib/text/failure.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// `gfxclk 0 5 1 0 4 800 4587520 -65536 0`; without a clock on cards that have one row for all.
struct CustomNumbers {
  std::string clock;  // lower case; empty: the card's only row
  std::vector<std::int64_t> numbers;
  bool operator==(const CustomNumbers&) const = default;
};

/// `custom: gfxclk 0 5 ..., memclk 0 5 ...` or `custom: 70 60 0 0`.
Expected<std::vector<CustomNumbers>> parse_custom(std::string_view text);
std::string to_string(const std::vector<CustomNumbers>& rows);
/// True for text that parse_custom handles.
bool is_custom(std::string_view text);

/// The part of pp_power_profile_mode about CUSTOM.
struct CustomTable {
  std::int64_t index = 0;            // of the mode
  std::vector<std::string> columns;  // of one row
  // The range that the driver keeps of a number: outside it the firmware would get another number.
  std::int64_t min = std::numeric_limits<std::int64_t>::min();
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
  struct Row {
    std::string clock;        // lower case; empty: one row for all
    std::int64_t number = 0;  // the clock's, in a command
    std::vector<std::int64_t> numbers;
  };
  std::vector<Row> rows;
};

/// The layout of the table determines the command: on Vega 20, Navi 10 and later one for each clock
/// (vega20_hwmgr.c, navi10_ppt.c, sienna_cichlid_ppt.c, smu_v13_0_0_ppt.c, smu_v14_0_2_ppt.c:
/// *_set_power_profile_mode), on Vega 10 one for all, of bytes
/// (vega10_hwmgr.c:vega10_set_power_profile_mode). Otherwise the reason why not: Polaris needs two
/// numbers that its table does not show (smu7_hwmgr.c:smu7_set_power_profile_mode).
Expected<CustomTable> custom_table(std::string_view table);

/// The rows after `desired` is applied: clocks that it does not name keep their numbers. Otherwise
/// the reason: the card has no such clock, takes another count of numbers, or cannot keep one of
/// them.
Expected<CustomTable> with_numbers(CustomTable table, const std::vector<CustomNumbers>& desired);

std::vector<CustomNumbers> numbers_of(const CustomTable& table);
/// One command a line: `6 0 0 5 1 ...`. For the clocks that `desired` names, or for all.
std::string commands_of(const CustomTable& table, const std::vector<CustomNumbers>& desired);

}  // namespace rmcp
