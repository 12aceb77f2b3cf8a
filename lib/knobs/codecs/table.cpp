// SPDX-License-Identifier: MIT
// Codecs of single values in pp_od_clk_voltage and gpu_od/fan_ctrl.
#include "lib/knobs/codecs/table.hpp"

#include "lib/knobs/codecs/codecs.hpp"
#include "lib/knobs/codecs/levels.hpp"
#include "lib/knobs/codecs/parts.hpp"
#include "lib/knobs/codecs/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace rmcp {
namespace {

using tl::unexpected;

const TableFile::Row* row_of_entry(const Knob& knob, const TableFile& table) {
  const auto* row = table.row(knob.entry.section, knob.entry.row);
  return row != nullptr && row->numbers.size() == 1 ? row : nullptr;
}

std::optional<std::int64_t> amount_of(const Knob& knob, const Reading& reading) {
  const auto table = read_table_file(reading.raw);
  const auto* row = row_of_entry(knob, table);
  return row == nullptr ? std::nullopt : std::optional(row->numbers.front());
}

/// Files of one value take no command before the number.
std::string edit(const Knob& knob, std::int64_t amount) {
  const auto& entry = knob.entry;
  if (entry.command.empty()) return fmt::format("{}", amount);
  return entry.row < 0 ? fmt::format("{} {}", entry.command, amount)
                       : fmt::format("{} {} {}", entry.command, entry.row, amount);
}

Expected<std::string> encode_amount(const Knob& knob, std::int64_t amount, const Reading& reading) {
  const auto range = read_table_file(reading.raw).range(knob.entry.range);
  // The initial value may be one that cannot be written: "unset" is 0 in some fan files.
  const bool outside = range && (amount < range->first || amount > range->second);
  if (outside && can_reset(knob)) return std::string(kResetOne);
  return edit(knob, amount);
}

/// The number in the edit; nothing after a reset.
std::optional<std::int64_t> amount_shown(const std::string& bytes) {
  const auto line = std::string_view(bytes).substr(0, bytes.find('\n'));
  const auto word = line.substr(line.rfind(' ') + 1);
  std::int64_t amount = 0;
  const auto [end, ec] = std::from_chars(word.data(), word.data() + word.size(), amount);
  return ec == std::errc{} && end == word.data() + word.size() ? std::optional(amount)
                                                               : std::nullopt;
}

Failure missing_entry(const Knob& knob, const Reading& reading) {
  if (reading.status == Reading::Status::absent) return overdrive_absence(knob, reading);
  const auto table = read_table_file(reading.raw);
  if (row_of_entry(knob, table) != nullptr) return {};
  // Some APUs do not show the entry before the requirement is in force.
  if (table.sections.empty() && knob.requires_when != nullptr && knob.requires_when(reading))
    return {};
  if (table.sections.empty() && is_discrete_rdna(reading)) return empty_table(knob);
  if (table.momentary.contains(knob.entry.section)) return std::string(kOneCommand);
  const auto section = table.sections.find(knob.entry.section);
  if (section == table.sections.end() || section->second.empty())
    return fmt::format("{} has no {} on this card", knob.file, knob.entry.section);
  const auto& row = section->second.front();
  if (row.numbers.size() > 1)
    return "this card's clocks are set level by level: see overdrive.core_levels and memory_levels";
  if (knob.entry.row < 0 && row.index)  // smu_v14_0_2_ppt.c before Linux 6.14
    return "this kernel shows the offset's limits instead of its value";
  return fmt::format("{} has no row {} in {} on this card", knob.file, knob.entry.row,
                     knob.entry.section);
}

// --- quantities ---

Expected<Value> parse_quantity(const Knob& knob, const Scalar& scalar) {
  const auto unit = to_string(knob.entry.unit);
  const auto* text = std::get_if<std::string>(&scalar.data);
  const auto amount = text == nullptr ? std::nullopt : quantity(*text, knob.entry.unit);
  if (!amount) {
    return unexpected(fmt::format("expected a whole number with its unit, such as \"{} {}\"",
                                  knob.min < 0 ? knob.min / 10 : knob.max / 2, unit));
  }
  if (*amount < knob.min || *amount > knob.max) {
    return unexpected(
        fmt::format("{} {} is out of range: {} to {} {}", *amount, unit, knob.min, knob.max, unit));
  }
  return Value{Quantity{knob.entry.unit, *amount}};
}

std::optional<Value> decode_quantity(const Knob& knob, const Reading& reading) {
  const auto amount = amount_of(knob, reading);
  return amount ? std::optional<Value>(Quantity{knob.entry.unit, *amount}) : std::nullopt;
}

Failure check_quantity(const Knob& knob, const Value& value, const Reading& reading) {
  const auto range = read_table_file(reading.raw).range(knob.entry.range);
  return check_range(std::get<Quantity>(value).amount, knob.entry.unit, range);
}

Expected<std::string> encode_quantity(const Knob& knob, const Value& value,
                                      const Reading& reading) {
  return encode_amount(knob, std::get<Quantity>(value).amount, reading);
}

std::optional<Value> quantity_shown(const Knob& knob, const std::string& bytes, const Reading&) {
  const auto amount = amount_shown(bytes);
  return amount ? std::optional<Value>(Quantity{knob.entry.unit, *amount}) : std::nullopt;
}

// --- switches ---

std::optional<Value> switch_value(std::optional<std::int64_t> amount) {
  if (!amount || *amount < 0 || *amount > 1) return std::nullopt;
  return Value{std::string(*amount == 1 ? "on" : "off")};
}

Expected<Value> parse_table_switch(const Knob& knob, const Scalar& scalar) {
  return kSwitchCodec.parse(knob, scalar);
}

std::optional<Value> decode_table_switch(const Knob& knob, const Reading& reading) {
  return switch_value(amount_of(knob, reading));
}

Failure check_table_switch(const Knob&, const Value&, const Reading&) { return {}; }

Expected<std::string> encode_table_switch(const Knob& knob, const Value& value,
                                          const Reading& reading) {
  return encode_amount(knob, std::get<std::string>(value) == "on" ? 1 : 0, reading);
}

std::optional<Value> table_switch_shown(const Knob&, const std::string& bytes, const Reading&) {
  return switch_value(amount_shown(bytes));
}

}  // namespace

std::string empty_table(const Knob& knob) {
  return fmt::format("{} is empty: this kernel's driver has no overdrive for this card", knob.file);
}

Failure check_range(std::int64_t amount, Unit unit, const std::optional<TableFile::Range>& range,
                    std::string_view what) {
  if (!range || (amount >= range->first && amount <= range->second)) return {};
  if (range->first == 0 && range->second == 0)
    return fmt::format("{}the card allows no value here: its range is 0 to 0", what);
  const auto name = to_string(unit);
  return fmt::format("{}{} {} is out of the card's range: {} to {} {}", what, amount, name,
                     range->first, range->second, name);
}

const Codec kTableQuantityCodec{.type = "quantity",
                                .parse = parse_quantity,
                                .decode = decode_quantity,
                                .check = check_quantity,
                                .encode = encode_quantity,
                                .resolve = as_it_is,
                                .shown = quantity_shown,
                                .normal = normal_of_table,
                                .missing = missing_entry,
                                .ways_back = by_lines};
const Codec kTableSwitchCodec{.type = "switch",
                              .parse = parse_table_switch,
                              .decode = decode_table_switch,
                              .check = check_table_switch,
                              .encode = encode_table_switch,
                              .resolve = as_it_is,
                              .shown = table_switch_shown,
                              .normal = normal_of_table,
                              .missing = missing_entry,
                              .ways_back = by_lines};

}  // namespace rmcp
