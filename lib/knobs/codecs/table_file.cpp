// SPDX-License-Identifier: MIT
// amdgpu_pm.c:amdgpu_get_pp_od_clk_voltage and amdgpu_retrieve_od_settings print these texts
// through the emit_clk_levels or print_clk_levels of each SMU.
#include "lib/knobs/codecs/table_file.hpp"

#include "lib/knobs/codecs/parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace rmcp {
namespace {

constexpr std::string_view kRanges = "OD_RANGE";

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r";
  const auto begin = text.find_first_not_of(blanks);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

/// `2660Mhz`, `-75mV`, `25C`, `100%`, `3000`: the unit is dropped.
std::optional<std::int64_t> row_number(std::string_view word) {
  const auto digits = std::min(word.find_first_not_of("-0123456789"), word.size());
  const auto value = driver_number(word.substr(0, digits));
  const auto unit = word.substr(digits);
  const bool known = std::all_of(unit.begin(), unit.end(),
                                 [](unsigned char c) { return std::isalpha(c) != 0 || c == '%'; });
  return known ? value : std::nullopt;
}

/// `800MHz 710mV`; Linux 5.5 prints a point as `800MHz @ 710mV` (navi10_ppt.c).
std::vector<std::int64_t> row_numbers(std::string_view text) {
  std::vector<std::int64_t> out;
  for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
    const auto end = std::min(text.find_first_of(" \t"), text.size());
    const auto word = text.substr(0, end);
    text.remove_prefix(end);
    if (word == "@") continue;
    const auto value = row_number(word);
    if (!value) return {};
    out.push_back(*value);
  }
  return out;
}

/// `OD_SCLK:`; renoir_ppt.c:renoir_emit_clk_levels omits the colon. Rows begin with a number, or
/// have a colon with text after it.
bool is_heading(std::string_view line, std::size_t colon) {
  return colon + 1 == line.size() ||
         (colon == line.npos && std::isalpha(static_cast<unsigned char>(line.front())) != 0);
}

class TableReader {
 public:
  void line(std::string_view line) {
    const auto colon = line.find(':');
    if (is_heading(line, colon)) {
      section_ = std::string(line.substr(0, colon));
      if (section_ != kRanges) out_.sections[section_];
    } else if (section_ == kRanges) {
      range(line, colon);
    } else if (!section_.empty()) {
      row(line, colon);
    }
  }

  TableFile release() { return std::move(out_); }

 private:
  void range(std::string_view line, std::size_t colon) {
    if (colon == line.npos) return;
    const auto limits = row_numbers(line.substr(colon + 1));
    if (limits.size() == 2)
      out_.ranges[std::string(line.substr(0, colon))] = {limits[0], limits[1]};
  }

  void row(std::string_view line, std::size_t colon) {
    TableFile::Row row;
    if (colon != line.npos) {
      row.index = row_number(line.substr(0, colon));
      if (!row.index) return;
      line.remove_prefix(colon + 1);
    }
    if (line.ends_with('*')) out_.momentary.insert(section_);
    row.numbers = row_numbers(line);
    if (!row.numbers.empty()) out_.sections[section_].push_back(std::move(row));
  }

  std::string section_;
  TableFile out_;
};

}  // namespace

const TableFile::Row* TableFile::row(std::string_view section, std::int64_t index) const {
  const auto found = sections.find(section);
  if (found == sections.end()) return nullptr;
  const auto wanted = index < 0 ? std::nullopt : std::optional(index);
  const auto& rows = found->second;
  const auto it =
      std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.index == wanted; });
  return it == rows.end() ? nullptr : &*it;
}

std::optional<TableFile::Range> TableFile::range(std::string_view name, std::int64_t index) const {
  std::string key(name);
  if (const auto brackets = key.find("[]"); brackets != key.npos)
    key.insert(brackets + 1, fmt::format("{}", index));
  const auto it = ranges.find(key);
  return it == ranges.end() ? std::nullopt : std::optional(it->second);
}

TableFile read_table_file(std::string_view text) {
  TableReader reader;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = trimmed(text.substr(0, end));
    if (!line.empty()) reader.line(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return reader.release();
}

}  // namespace rmcp
