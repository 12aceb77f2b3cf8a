// SPDX-License-Identifier: MIT
// Parses and formats the numbers of CUSTOM by the columns of the card's table.
#include "lib/knobs/codecs/custom_profile.hpp"

#include "lib/text/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

namespace rmcp {
namespace {

using Unexpected = tl::unexpected<Failure>;

constexpr std::string_view kWord = "custom";
constexpr std::string_view kVega10[] = {"BUSY_SET_POINT", "FPS", "USE_RLC_BUSY",
                                        "MIN_ACTIVE_LEVEL"};

std::vector<std::int64_t> numbers(const std::vector<std::string_view>& from, std::size_t first) {
  std::vector<std::int64_t> out;
  for (auto i = first; i < from.size(); ++i)
    if (const auto value = whole_number(from[i])) out.push_back(*value);
  return out;
}

std::vector<std::string_view> lines(std::string_view table) { return split_words(table, "\n"); }

/// `6         CUSTOM*:`, alone or followed by numbers.
bool is_mode_line(const std::vector<std::string_view>& line) {
  return line.size() > 1 && whole_number(line[0]) && whole_number(line[0]) >= 0 &&
         !line[1].starts_with("(") && std::isalpha(static_cast<unsigned char>(line[1][0])) != 0;
}

bool is_custom_line(const std::vector<std::string_view>& line) {
  return is_mode_line(line) && line[1].starts_with("CUSTOM");
}

/// `0(       GFXCLK)  0  5 ...`.
std::optional<CustomTable::Row> clock_row(std::string_view line) {
  const auto parts = split_words(line, " \t()");
  if (line.find('(') == line.npos || parts.size() < 3 || !whole_number(parts[0]))
    return std::nullopt;
  return CustomTable::Row{lower(parts[1]), *whole_number(parts[0]), numbers(parts, 2)};
}

Expected<CustomTable> by_clock(const std::vector<std::string_view>& all,
                               const std::vector<std::string_view>& columns) {
  CustomTable out;
  out.columns.assign(columns.begin() + 2, columns.end());
  bool inside = false;
  for (const auto& text : all) {
    const auto line = split_words(text);
    if (const auto row = clock_row(text)) {
      if (inside) out.rows.push_back(*row);
    } else if (is_mode_line(line)) {
      inside = is_custom_line(line);
      if (inside) out.index = *whole_number(line[0]);
    }
  }
  const bool fits = std::all_of(out.rows.begin(), out.rows.end(), [&](const auto& row) {
    return row.numbers.size() == out.columns.size();
  });
  if (out.rows.empty() || !fits)
    return Unexpected("the card's table does not show the numbers of CUSTOM");
  return out;
}

Expected<CustomTable> in_one(const std::vector<std::string_view>& all) {
  CustomTable out;
  out.columns.assign(std::begin(kVega10), std::end(kVega10));
  out.min = 0;
  out.max = 255;
  for (const auto& text : all) {
    const auto line = split_words(text);
    if (!is_custom_line(line)) continue;
    out.index = *whole_number(line[0]);
    out.rows.push_back({"", 0, numbers(line, 2)});
  }
  if (out.rows.size() != 1 || out.rows[0].numbers.size() != out.columns.size())
    return Unexpected("the card's table does not show the numbers of CUSTOM");
  return out;
}

bool is_clock_name(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
  });
}

/// `gfxclk 0 5 1`, or the numbers alone.
Expected<CustomNumbers> parse_row(std::string_view text) {
  auto words = split_words(text);
  CustomNumbers out;
  if (!words.empty() && std::isalpha(static_cast<unsigned char>(words[0][0])) != 0) {
    if (!is_clock_name(words[0]))
      return Unexpected(fmt::format("'{}' is not the name of a clock", words[0]));
    out.clock = lower(words[0]);
    words.erase(words.begin());
  }
  for (const auto& word : words)
    if (!whole_number(word)) return Unexpected(fmt::format("'{}' is not a whole number", word));
  out.numbers = numbers(words, 0);
  if (out.numbers.empty()) return Unexpected("custom: numbers are missing");
  return out;
}

Failure out_of_range(const CustomTable& table, const std::vector<std::int64_t>& wanted) {
  for (const auto number : wanted)
    if (number < table.min || number > table.max)
      return fmt::format("custom: {} is out of range: this card takes {} to {}", number, table.min,
                         table.max);
  return {};
}

}  // namespace

bool is_custom(std::string_view text) {
  const auto rest = text.substr(std::min(kWord.size(), text.size()));
  return lower(std::string(text.substr(0, kWord.size()))) == kWord &&
         (rest.empty() || rest.front() == ':' || rest.front() == ' ');
}

Expected<std::vector<CustomNumbers>> parse_custom(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == text.npos)
    return Unexpected(
        "'custom' needs its numbers: \"custom: gfxclk 0 5 1 ...\", as many as the card's "
        "own table has columns");
  if (const auto before = split_words(text.substr(0, colon)); before.size() > 1)
    return Unexpected(fmt::format("custom: unexpected '{}' before the colon", before[1]));
  std::vector<CustomNumbers> out;
  for (auto rest = text.substr(colon);;) {
    rest.remove_prefix(1);
    const auto part = rest.substr(0, rest.find(','));
    auto row = parse_row(part);
    if (!row) return Unexpected(row.error());
    const auto twice = [&](const CustomNumbers& other) { return other.clock == row->clock; };
    if (std::any_of(out.begin(), out.end(), twice))
      return Unexpected(fmt::format("custom: {} is given twice", row->clock));
    out.push_back(std::move(*row));
    rest.remove_prefix(part.size());
    if (rest.empty()) return out;
  }
}

std::string to_string(const std::vector<CustomNumbers>& rows) {
  std::string out(kWord);
  for (const auto& row : rows)
    out += fmt::format("{}{}{} {}", &row == &rows.front() ? ":" : ",", row.clock.empty() ? "" : " ",
                       row.clock, fmt::join(row.numbers, " "));
  return out;
}

Expected<CustomTable> custom_table(std::string_view table) {
  const auto all = lines(table);
  const auto head = all.empty() ? std::vector<std::string_view>() : split_words(all.front());
  if (head.size() > 2 && head[0] == "PROFILE_INDEX(NAME)" && head[1] == "CLOCK_TYPE(NAME)")
    return by_clock(all, head);
  if (head.size() == 6 && std::equal(head.begin() + 2, head.end(), std::begin(kVega10)))
    return in_one(all);
  return Unexpected(
      "the layout of this card's table does not show how to set the numbers of CUSTOM");
}

Expected<CustomTable> with_numbers(CustomTable table, const std::vector<CustomNumbers>& desired) {
  for (const auto& wanted : desired) {
    const auto row = std::find_if(table.rows.begin(), table.rows.end(),
                                  [&](const auto& r) { return r.clock == wanted.clock; });
    if (row == table.rows.end()) {
      std::vector<std::string> clocks;
      for (const auto& r : table.rows) clocks.push_back(r.clock);
      return Unexpected(fmt::format("custom: this card has no row '{}'; it has {}", wanted.clock,
                                    table.rows[0].clock.empty()
                                        ? "one without a name"
                                        : fmt::format("{}", fmt::join(clocks, ", "))));
    }
    if (wanted.numbers.size() != table.columns.size())
      return Unexpected(fmt::format("custom: {} numbers, this card takes {}: {}",
                                    wanted.numbers.size(), table.columns.size(),
                                    fmt::join(table.columns, " ")));
    if (const auto reason = out_of_range(table, wanted.numbers)) return Unexpected(reason.text);
    row->numbers = wanted.numbers;
  }
  return table;
}

std::vector<CustomNumbers> numbers_of(const CustomTable& table) {
  std::vector<CustomNumbers> out;
  for (const auto& row : table.rows) out.push_back({row.clock, row.numbers});
  return out;
}

std::string commands_of(const CustomTable& table, const std::vector<CustomNumbers>& desired) {
  std::string out;
  for (const auto& row : table.rows) {
    const auto named = [&](const CustomNumbers& one) { return one.clock == row.clock; };
    if (!desired.empty() && std::none_of(desired.begin(), desired.end(), named)) continue;
    out += fmt::format("{}{}", out.empty() ? "" : "\n", table.index);
    if (!row.clock.empty()) out += fmt::format(" {}", row.number);
    out += fmt::format(" {}", fmt::join(row.numbers, " "));
  }
  return out;
}

}  // namespace rmcp
