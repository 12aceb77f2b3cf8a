// SPDX-License-Identifier: MIT
// Codec of points and levels: voltage curves, clock levels, fan curves.
#include "lib/knobs/codecs/codecs.hpp"
#include "lib/knobs/codecs/levels.hpp"
#include "lib/knobs/codecs/parts.hpp"
#include "lib/knobs/codecs/quantity.hpp"
#include "lib/knobs/codecs/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace rmcp {
namespace {

using tl::unexpected;
using Point = Curve::Point;

constexpr std::size_t kMostPoints = 16;
constexpr std::int64_t kHighestIndex = 255;

bool has_auto(const Knob& knob) { return !knob.choices.empty(); }

// --- policy ---

std::string example(const Knob& knob) {
  return knob.entry.unit == Unit::celsius ? "40 C 25 %, 60 C 50 %" : "1: 1424 MHz 805 mV";
}

/// `1424 MHz 805 mV`, or with the point's number first: `1: 1424 MHz 805 mV`.
std::optional<Point> consume_point(std::string_view& text, const TableEntry& entry,
                                   std::int64_t next) {
  Point point{.index = next};
  const auto colon = text.find(':');
  if (colon < text.find(',')) {
    const auto [end, ec] = std::from_chars(text.data(), text.data() + colon, point.index);
    const bool whole = ec == std::errc{} && end == text.data() + colon;
    if (!whole || point.index < 0 || point.index > kHighestIndex) return std::nullopt;
    text.remove_prefix(text.find_first_not_of(' ', colon + 1) == text.npos
                           ? text.size()
                           : text.find_first_not_of(' ', colon + 1));
  }
  const auto x = consume_quantity(text, entry.unit);
  const auto y = x ? consume_quantity(text, entry.unit_y) : std::nullopt;
  if (!y) return std::nullopt;
  point.x = *x;
  point.y = *y;
  return point;
}

std::optional<std::vector<Point>> parse_points(std::string_view text, const TableEntry& entry) {
  std::vector<Point> points;
  while (true) {
    const auto next = points.empty() ? 0 : points.back().index + 1;
    const auto point = consume_point(text, entry, next);
    if (!point || points.size() == kMostPoints) return std::nullopt;
    points.push_back(*point);
    if (text.empty()) return points;
    if (!text.starts_with(',')) return std::nullopt;
    text.remove_prefix(1);
    while (text.starts_with(' ')) text.remove_prefix(1);
  }
}

Expected<Value> parse_curve(const Knob& knob, const Scalar& scalar) {
  const auto* text = std::get_if<std::string>(&scalar.data);
  if (text != nullptr && has_auto(knob) && *text == kAuto) return Value{*text};
  auto points = text == nullptr ? std::nullopt : parse_points(*text, knob.entry);
  if (!points) {
    return unexpected(fmt::format("expected {}points, such as \"{}\"",
                                  has_auto(knob) ? "\"auto\" or " : "", example(knob)));
  }
  std::sort(points->begin(), points->end());
  for (std::size_t i = 1; i < points->size(); ++i) {
    if ((*points)[i].index == (*points)[i - 1].index)
      return unexpected(fmt::format("point {} is given twice", (*points)[i].index));
  }
  return Value{Curve{knob.entry.unit, knob.entry.unit_y, std::move(*points)}};
}

// --- the file ---

std::vector<Point> points_of(const Knob& knob, const TableFile& table) {
  std::vector<Point> points;
  const auto section = table.sections.find(knob.entry.section);
  if (section == table.sections.end()) return points;
  for (const auto& row : section->second) {
    if (row.index && row.numbers.size() == 2)
      points.push_back({*row.index, row.numbers[0], row.numbers[1]});
  }
  std::sort(points.begin(), points.end());
  return points;
}

bool is_unset(const std::vector<Point>& points) {
  return std::all_of(points.begin(), points.end(),
                     [](const Point& point) { return point.x == 0 && point.y == 0; });
}

std::optional<Value> decode_curve(const Knob& knob, const Reading& reading) {
  auto points = points_of(knob, read_table_file(reading.raw));
  if (points.empty()) return std::nullopt;
  if (has_auto(knob) && is_unset(points)) return Value{std::string(kAuto)};
  return Value{Curve{knob.entry.unit, knob.entry.unit_y, std::move(points)}};
}

/// The named points, laid over those of the card.
std::vector<Point> filled_points(const Curve& wanted, std::vector<Point> points) {
  for (const auto& point : wanted.points) {
    const auto it = std::find_if(points.begin(), points.end(),
                                 [&](const Point& p) { return p.index == point.index; });
    if (it != points.end()) *it = point;
  }
  return points;
}

Value resolve_curve(const Knob& knob, const Value& value, const Reading& reading) {
  const auto* curve = std::get_if<Curve>(&value);
  if (curve == nullptr) return value;
  auto points = filled_points(*curve, points_of(knob, read_table_file(reading.raw)));
  return points.empty() ? value : Value{Curve{curve->x, curve->y, std::move(points)}};
}

// --- checks against the card ---

Failure check_point(const Knob& knob, const Point& point, const TableFile& table) {
  const auto& entry = knob.entry;
  if (table.row(entry.section, point.index) == nullptr)
    return fmt::format("this card has no point {} in {}", point.index, entry.section);
  const auto name = fmt::format("point {}: ", point.index);
  auto wrong = check_range(point.x, entry.unit, table.range(entry.range, point.index), name);
  if (wrong) return wrong;
  return check_range(point.y, entry.unit_y, table.range(entry.range_y, point.index), name);
}

/// A falling curve is a mistake: the kernel would accept it. One level alone may be meant to lie
/// below the one before it, so that the card runs at most as fast as that.
Failure check_rising(const std::vector<Point>& points) {
  for (std::size_t i = 1; i < points.size(); ++i) {
    if (points[i].x < points[i - 1].x || points[i].y < points[i - 1].y)
      return fmt::format("point {} is below point {}", points[i].index, points[i - 1].index);
  }
  return {};
}

Failure check_curve(const Knob& knob, const Value& value, const Reading& reading) {
  const auto* curve = std::get_if<Curve>(&value);
  if (curve == nullptr) return {};
  const auto table = read_table_file(reading.raw);
  for (const auto& point : curve->points)
    if (auto wrong = check_point(knob, point, table)) return wrong;
  const auto present = points_of(knob, table);
  if (has_auto(knob) && is_unset(present) && curve->points.size() != present.size())
    return fmt::format("the curve has {} points and none is set: give all of them", present.size());
  return check_rising(knob.entry.may_fall ? curve->points : filled_points(*curve, present));
}

Expected<std::string> encode_curve(const Knob& knob, const Value& value, const Reading&) {
  const auto* curve = std::get_if<Curve>(&value);
  if (curve == nullptr) return std::string(kResetOne);
  const auto& command = knob.entry.command;
  std::string edits;
  for (const auto& point : curve->points) {
    edits += fmt::format("{}{}{}{} {} {}", edits.empty() ? "" : "\n", command,
                         command.empty() ? "" : " ", point.index, point.x, point.y);
  }
  return edits;
}

/// Points in the edit lines, laid over those of the card.
std::optional<Value> curve_shown(const Knob& knob, const std::string& bytes,
                                 const Reading& reading) {
  if (bytes.substr(0, bytes.find('\n')) == kResetOne)
    return has_auto(knob) ? std::optional<Value>(std::string(kAuto)) : std::nullopt;
  Curve curve{knob.entry.unit, knob.entry.unit_y, {}};
  std::string_view text = bytes;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line == kCommit) continue;  // journalled by an earlier version
    if (!line.starts_with(knob.entry.command)) return std::nullopt;
    line.remove_prefix(knob.entry.command.size());
    const auto row = read_table_file(fmt::format("x:\n{}", line)).sections.at("x");
    if (row.size() != 1 || row[0].numbers.size() != 3) return std::nullopt;
    curve.points.push_back({row[0].numbers[0], row[0].numbers[1], row[0].numbers[2]});
  }
  return resolve_curve(knob, Value{std::move(curve)}, reading);
}

Failure missing_curve(const Knob& knob, const Reading& reading) {
  if (reading.status == Reading::Status::absent) return overdrive_absence(knob, reading);
  const auto table = read_table_file(reading.raw);
  if (!points_of(knob, table).empty()) return {};
  if (table.momentary.contains(knob.entry.section)) return std::string(kOneCommand);
  if (table.sections.empty() && is_discrete_rdna(reading)) return empty_table(knob);
  const auto section = table.sections.find(knob.entry.section);
  if (section != table.sections.end() && !section->second.empty())
    return "this card's clocks are set by their minimum and maximum, not level by level";
  return fmt::format("{} has no {} on this card", knob.file, knob.entry.section);
}

}  // namespace

const Codec kCurveCodec{.type = "points",
                        .parse = parse_curve,
                        .decode = decode_curve,
                        .check = check_curve,
                        .encode = encode_curve,
                        .resolve = resolve_curve,
                        .shown = curve_shown,
                        .normal = normal_of_table,
                        .missing = missing_curve,
                        .ways_back = by_lines};

}  // namespace rmcp
