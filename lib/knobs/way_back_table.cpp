// SPDX-License-Identifier: MIT
// Ways back in pp_od_clk_voltage and gpu_od/fan_ctrl. A card may show values that its driver
// refuses (navi10_ppt.c:navi10_od_setting_check_range, vega20_hwmgr.c:vega20_odn_edit_dpm_table,
// smu7_hwmgr.c:smu7_check_clk_voltage_valid): its own start values need not lie within its own
// limits. No program can have written those, so the driver's reset restores them.
#include "lib/knobs/codecs/table.hpp"
#include "lib/knobs/knob.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rmcp {
namespace {

using Row = TableFile::Row;
using Point = Curve::Point;

constexpr std::string_view kByPoints = "by its points alone";
constexpr std::string_view kByReset = "by reset to the card's defaults";

constexpr std::string_view kCurve = "OD_VDDC_CURVE";

/// The sections of pp_od_clk_voltage whose rows can be written again after a reset.
constexpr std::array<TableEntry, 4> kSections{
    {{.section = "OD_SCLK", .range = "SCLK", .range_y = "VDDC", .command = "s"},
     {.section = "OD_MCLK", .range = "MCLK", .range_y = "VDDC", .command = "m"},
     {.section = kCurve,
      .range = "VDDC_CURVE_SCLK[]",
      .range_y = "VDDC_CURVE_VOLT[]",
      .command = "vc"},
     {.section = "OD_VDDGFX_OFFSET",
      .range = "VDDGFX_OFFSET",
      .command = "vo",
      .unit = Unit::millivolts}}};

/// The reason why the driver would refuse the row.
Failure refusal(const TableEntry& entry, const Row& row, const TableFile& table) {
  const auto index = row.index.value_or(0);
  const bool point = row.numbers.size() == 2;
  const auto name = point ? fmt::format("point {}: ", index) : std::string();
  auto wrong = check_range(row.numbers.at(0), entry.unit, table.range(entry.range, index), name);
  if (wrong || !point) return wrong;
  const auto volts = row.numbers.at(1);
  // "Allow setting zero to disable the OverDrive VDDC curve" (navi10_od_edit_dpm_table): that holds
  // for all points together, and the driver ignores their clocks then.
  if (entry.section == kCurve && volts == 0) return fmt::format("{}0 mV is not a voltage", name);
  return check_range(volts, entry.unit_y, table.range(entry.range_y, index), name);
}

std::string line_of(const TableEntry& entry, const Row& row) {
  std::string line(entry.command);
  const auto add = [&line](std::int64_t number) {
    line += fmt::format("{}{}", line.empty() ? "" : " ", number);
  };
  if (row.index) add(*row.index);
  for (const auto number : row.numbers) add(number);
  return line;
}

/// The rows that a value of this knob consists of.
std::vector<Row> rows_of(const Knob& knob, const Value& value) {
  const auto index =
      knob.entry.row < 0 ? std::nullopt : std::optional<std::int64_t>(knob.entry.row);
  if (const auto* quantity = std::get_if<Quantity>(&value)) return {{index, {quantity->amount}}};
  if (const auto* curve = std::get_if<Curve>(&value)) {
    std::vector<Row> rows;
    for (const auto& p : curve->points) rows.push_back({p.index, {p.x, p.y}});
    return rows;
  }
  return {{index, {value == Value{std::string("on")} ? 1 : 0}}};
}

std::string edits_of(const TableEntry& entry, const std::vector<Row>& rows) {
  std::string edits;
  for (const auto& row : rows) edits += (edits.empty() ? "" : "\n") + line_of(entry, row);
  return edits;
}

class Finder {
 public:
  Finder(const Knob& knob, const Value& before, const std::optional<Value>& now,
         const Reading& reading)
      : knob_(knob),
        before_(before),
        now_(now),
        reading_(reading),
        table_(read_table_file(reading.raw)),
        rows_(rows_of(knob, before)) {}

  WaysBack find() {
    WaysBack back;
    for (const bool moved : {true, false}) {
      for (const auto& row : rows_) {
        if (back.why_not.empty() && has_moved(row) == moved)
          back.why_not = refusal(knob_.entry, row, table_).text;
      }
    }
    if (back.why_not.empty())
      back.ways.push_back({.write = edits_of(knob_.entry, rows_), .shows = before_, .how = {}});
    points_alone(back);
    reset(back);
    add_default(back, knob_, reading_);
    return back;
  }

 private:
  [[nodiscard]] bool is_taken(const Row& row) const { return !refusal(knob_.entry, row, table_); }

  [[nodiscard]] bool has_moved(const Row& row) const {
    const auto* now = now_ ? std::get_if<Curve>(&*now_) : nullptr;
    if (now == nullptr) return true;
    const Point point{row.index.value_or(0), row.numbers.at(0), row.numbers.at(1)};
    return std::find(now->points.begin(), now->points.end(), point) == now->points.end();
  }

  /// Points that have not moved need not be written.
  void points_alone(WaysBack& back) const {
    if (!now_ || !std::holds_alternative<Curve>(*now_)) return;
    std::vector<Row> moved, firm;
    for (const auto& row : rows_) {
      if (has_moved(row)) {
        moved.push_back(row);
      } else if (is_taken(row)) {
        firm.push_back(row);
      }
    }
    // All in place: the shown values may still wait for their commit.
    const auto& rows = moved.empty() ? firm : moved;
    const bool taken =
        std::all_of(rows.begin(), rows.end(), [&](const Row& r) { return is_taken(r); });
    if (!taken || rows.empty() || rows.size() == rows_.size()) return;
    back.ways.push_back(
        {.write = edits_of(knob_.entry, rows), .shows = before_, .how = std::string(kByPoints)});
  }

  /// True if `r` restores the driver's start values, and the other rows that it resets can be
  /// written again. Not on these:
  /// - vega20_hwmgr.c:vega20_odn_edit_dpm_table reads the firmware's table, which is the one in
  ///   force; it prints its memory clock as "Mhz", navi10_ppt.c:navi10_emit_clk_levels as "MHz";
  /// - smu_v13_0_0_ppt.c, smu_v14_0_2_ppt.c:..._od_edit_dpm_table also reset the files in
  ///   gpu_od/fan_ctrl; these print a range for their voltage offset;
  /// - vangogh_ppt.c:vangogh_od_edit_dpm_table resets the clocks of all CPU cores.
  [[nodiscard]] bool is_resettable() const {
    if (can_reset(knob_)) return true;
    const auto& sections = table_.sections;
    if (sections.contains(kCurve)) {
      const auto memory = reading_.raw.find("OD_MCLK:");
      const auto end = reading_.raw.find(kCurve);
      return memory != std::string::npos &&
             reading_.raw.substr(memory, end - memory).find("MHz") != std::string::npos;
    }
    const auto levels = sections.find("OD_SCLK");
    if (levels == sections.end() || levels->second.empty()) return false;
    if (levels->second.front().numbers.size() == 2) return true;
    return sections.contains("OD_VDDGFX_OFFSET") && !table_.range("VDDGFX_OFFSET");
  }

  /// A program has set voltages of 0: no card starts with them.
  [[nodiscard]] bool is_somebodys(const Row& row) const {
    return knob_.entry.section == kCurve && row.numbers.back() == 0;
  }

  void reset(WaysBack& back) const {
    if (!is_resettable() ||
        std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) { return is_somebodys(row); }))
      return;
    const bool own_file = can_reset(knob_);
    const bool asked_for = back.why_not.empty();  // refused nevertheless: the default has to do
    std::string edits("r");
    const auto add = [&edits](const std::string& line) { edits += "\n" + line; };
    if (own_file) {
      for (const auto& row : rows_) {
        if (!asked_for && is_taken(row)) add(line_of(knob_.entry, row));
      }
    } else {
      for (const auto& entry : kSections) add_section(entry, add);
    }
    // For a single number in its own file, the reset restores exactly the earlier value.
    const bool exact = own_file && !asked_for && rows_.size() == 1;
    back.ways.push_back(
        {.write = std::move(edits),
         .shows = own_file && asked_for ? default_of_file() : std::optional(before_),
         .how = exact ? std::string() : std::string(kByReset),
         .whole_table = !own_file});
  }

  [[nodiscard]] std::optional<Value> default_of_file() const {
    return knob_.codec->normal(knob_, reading_);
  }

  /// Lower and upper limits may not cross on the way, and their values after the reset are not
  /// known: the upper limit is written before and after the lower one, and accepted at least once.
  template <class Add>
  void add_section(const TableEntry& entry, Add add) const {
    auto rows = rows_then(entry);
    std::erase_if(rows,
                  [&](const Row& row) { return static_cast<bool>(refusal(entry, row, table_)); });
    const bool limits = rows.size() == 2 && rows[0].index && rows[0].numbers.size() == 1;
    if (limits) add(line_of(entry, rows[1]));
    for (const auto& row : rows) add(line_of(entry, row));
  }

  /// The final rows of a section: for this knob the values from before rmcpd, for others the
  /// current ones.
  [[nodiscard]] std::vector<Row> rows_then(const TableEntry& entry) const {
    const auto section = table_.sections.find(entry.section);
    if (section == table_.sections.end()) return {};
    auto rows = section->second;
    if (entry.section != knob_.entry.section) return rows;
    for (auto& row : rows) {
      for (const auto& own : rows_) {
        if (own.index == row.index) row = own;
      }
    }
    return rows;
  }

  const Knob& knob_;
  const Value& before_;
  const std::optional<Value>& now_;
  const Reading& reading_;
  TableFile table_;
  std::vector<Row> rows_;
};

}  // namespace

WaysBack by_lines(const Knob& knob, const Value& before, const std::optional<Value>& now,
                  const Reading& reading) {
  const bool automatic = !knob.entry.range_y.empty() && std::holds_alternative<std::string>(before);
  if (automatic) return as_it_was(knob, before, now, reading);
  return Finder(knob, before, now, reading).find();
}

std::string subject_of(const Knob& knob, std::string_view line) {
  if (line == "r") return "the reset";
  if (line == kCommit) return "the commit";
  const auto words = split_words(line);
  const auto& command = knob.entry.command;
  const auto index = command.empty() ? std::size_t{0} : std::size_t{1};
  if (words.size() == index + 3) return fmt::format("point {}", words[index]);
  if (words.empty() || command.empty()) return "its value";
  if (words[0] == "s") return "the core clock";
  if (words[0] == "m") return "the memory clock";
  return words[0] == "vo" ? "the voltage offset" : "its value";
}

}  // namespace rmcp
