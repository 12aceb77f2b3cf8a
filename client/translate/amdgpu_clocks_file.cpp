// SPDX-License-Identifier: MIT
// Lines of amdgpu-clocks: sections as pp_od_clk_voltage has them, and FORCE_ lines
// (github.com/sibradzic/amdgpu-clocks, the script's function parse_states).
#include "client/translate/amdgpu_clocks_file.hpp"

#include "client/translate/translate.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace rmcp::client {
namespace {

using namespace std::string_view_literals;

/// Copies of pp_od_clk_voltage have NULs, which the script ignores.
constexpr auto kBlank = " \t\r\0"sv;

using Words = std::vector<std::string_view>;

constexpr std::string_view kSections[] = {"OD_SCLK:",
                                          "OD_SCLK_OFFSET:",
                                          "OD_MCLK:",
                                          "OD_VDDC_CURVE:",
                                          "OD_VDDGFX_OFFSET:",
                                          "OD_RANGE:",
                                          "FAN_ZERO_RPM_ENABLE:",
                                          "FAN_ZERO_RPM_STOP_TEMPERATURE:"};
constexpr std::string_view kForced[] = {
    "FORCE_SCLK:", "FORCE_MCLK:", "FORCE_POWER_CAP:", "FORCE_PERF_LEVEL:", "FORCE_POWER_PROFILE:"};

template <class List>
bool contains(const List& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

/// `1550MHz`, `850mV`; the kernel writes Mhz too.
std::optional<std::int64_t> with_unit(std::string_view word, std::string_view unit) {
  if (word.size() <= unit.size()) return std::nullopt;
  if (lower(word.substr(word.size() - unit.size())) != unit) return std::nullopt;
  return whole_number(word.substr(0, word.size() - unit.size()));
}

/// `1: 1550MHz`, `6: 1000MHz 860mV`, `0: 800MHz @ 800mV`.
std::optional<ClockPoint> point(const Words& words) {
  if (words.size() < 2 || words.size() > 4 || !words[0].ends_with(':')) return std::nullopt;
  const auto index = whole_number(words[0].substr(0, words[0].size() - 1));
  ClockPoint out;
  out.clock = with_unit(words[1], "mhz");
  if (words.size() > 2) out.voltage = with_unit(words.back(), "mv");
  const bool at = words.size() < 4 || words[2] == "@";
  if (!index || *index < 0 || !out.clock || !at || (words.size() > 2 && !out.voltage))
    return std::nullopt;
  out.index = *index;
  return out;
}

/// `-75mV`, `200Mhz`, `62`.
std::optional<std::int64_t> single(const Words& words) {
  if (words.size() != 1) return std::nullopt;
  if (const auto clock = with_unit(words[0], "mhz")) return clock;
  if (const auto voltage = with_unit(words[0], "mv")) return voltage;
  return whole_number(words[0]);
}

/// Reads the file line by line.
class Reader {
 public:
  /// The reason why the line makes no sense; empty if it does.
  std::string add(std::string_view text, unsigned line) {
    const auto words = split_words(text, kBlank);
    if (words.empty() || words[0].starts_with('#')) return "";
    if (contains(kSections, words[0])) return open(words[0], line);
    if (contains(kForced, words[0])) return force(words, line);
    if (section_ == nullptr)
      return fmt::format("expected a section such as OD_SCLK:, or a FORCE_ line, found '{}'",
                         excerpt(text));
    return in_section(words, text, line);
  }
  [[nodiscard]] const AmdgpuClocks& file() const { return file_; }

 private:
  std::string open(std::string_view name, unsigned line) {
    section_ = &file_.sections[std::string(name.substr(0, name.size() - 1))];
    section_->line = line;
    ranges_ = name == "OD_RANGE:";
    return "";
  }

  std::string force(const Words& words, unsigned line) {
    if (words.size() < 2) return fmt::format("{} has no value", words[0]);
    std::string value;
    for (std::size_t i = 1; i < words.size(); ++i)
      value += fmt::format("{}{}", i == 1 ? "" : " ", words[i]);
    file_.forced[std::string(words[0].substr(0, words[0].size() - 1))] = {value, line};
    return "";
  }

  std::string in_section(const Words& words, std::string_view text, unsigned line) {
    if (ranges_) return "";  // copied from pp_od_clk_voltage, without effect
    if (auto one = point(words)) {
      one->source.line = line;
      section_->points.push_back(std::move(*one));
      return "";
    }
    section_->number = single(words);
    if (section_->number) return "";
    return fmt::format("expected a line such as \"1: 1550MHz\" or \"-75mV\", found '{}'",
                       excerpt(text));
  }

  AmdgpuClocks file_;
  Section* section_ = nullptr;
  bool ranges_ = false;
};

}  // namespace

bool is_amdgpu_clocks(std::string_view text) {
  for (const auto line : split_words(text, "\n")) {
    const auto words = split_words(line, kBlank);
    if (words.empty() || words[0].starts_with('#')) continue;
    return contains(kSections, words[0]) || contains(kForced, words[0]);
  }
  return false;
}

Translated<AmdgpuClocks> read_amdgpu_clocks(std::string_view text) {
  Reader reader;
  unsigned line = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    ++line;
    auto wrong = reader.add(text.substr(0, end), line);
    if (!wrong.empty()) return tl::unexpected(Fault{{line, 1}, std::move(wrong)});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return reader.file();
}

}  // namespace rmcp::client
