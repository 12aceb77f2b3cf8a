// SPDX-License-Identifier: MIT
// Formats `key: value` lines.
#include "client/render/facts.hpp"

#include "client/render/columns.hpp"
#include "client/render/shown.hpp"
#include "lib/text/printable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace rmcp::client {
namespace {

constexpr std::size_t kShortestValue = 24;

/// A value that is too wide for the terminal beside its key continues in the next line.
std::vector<std::string> broken(const std::string& value, std::size_t key, const Style& style) {
  const auto left = style.width - std::min<std::size_t>(style.width, key);
  if (left < kShortestValue || columns(value) <= left) return {value};
  return wrap(value, static_cast<unsigned>(left));
}

std::string first_word_painted(const std::string& line, Colour colour, const Style& style) {
  const auto end = std::min(line.find_first_of(" ,"), line.size());
  return paint(style, colour, line.substr(0, end)) + line.substr(end);
}

}  // namespace

std::string render_facts(const std::vector<Fact>& facts, const Style& style,
                         std::size_t key_width) {
  std::size_t width = key_width;
  for (const auto& fact : facts) width = std::max(width, fact.key.size());
  std::string result;
  for (const auto& [key, values, colour] : facts) {
    std::string head = fmt::format("{:>{}}: ", key, width);
    for (const auto& value : values.empty() ? std::vector<std::string>{"-"} : values)
      for (const auto& line : broken(printable(value, style.utf8), width + 2, style)) {
        result +=
            head + first_word_painted(line, head[width] == ':' ? colour : Colour::none, style);
        result += '\n';
        head.assign(width + 2, ' ');
      }
  }
  return result;
}

std::vector<std::string> joined(const std::vector<std::string>& parts, unsigned width) {
  std::vector<std::string> lines;
  for (const auto& part : parts) {
    if (part.empty()) continue;
    const bool starts = lines.empty();
    const bool fits = !starts && (width == 0 || columns(lines.back()) + 3 + columns(part) <= width);
    if (!starts) lines.back() += ",";
    if (fits)
      lines.back() += " " + part;
    else
      lines.push_back(part);
  }
  return lines;
}

std::string bytes_text(std::uint64_t bytes) {
  constexpr std::array<const char*, 5> units{"B", "KiB", "MiB", "GiB", "TiB"};
  double amount = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; amount >= 1024 && unit + 1 < units.size(); ++unit) amount /= 1024;
  return unit == 0 ? fmt::format("{} B", bytes) : fmt::format("{:.1f} {}", amount, units[unit]);
}

std::string time_text(std::uint64_t microseconds) {
  const auto seconds = static_cast<std::time_t>(microseconds / 1'000'000);
  std::tm local{};
  localtime_r(&seconds, &local);
  char buffer[32];
  const std::size_t n = std::strftime(buffer, sizeof buffer, "%Y-%m-%d %H:%M:%S", &local);
  return std::string(buffer, n);
}

std::string time_of_day(std::uint64_t microseconds) {
  return time_text(microseconds).substr(std::string_view("2026-11-24 ").size());
}

std::string setting_text(const Shown& setting) {
  if (setting.is_text()) return setting.text();
  return fmt::format("{} = {}", text(setting, "knob"), text(setting, "value"));
}

}  // namespace rmcp::client
