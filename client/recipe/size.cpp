// SPDX-License-Identifier: MIT
// Amounts of storage.
#include "client/recipe/size.hpp"

#include <fmt/format.h>

#include <charconv>

namespace rmcp::recipe {
namespace {

struct Unit {
  std::string_view name;
  double bytes;
};
constexpr Unit kUnits[] = {{"B", 1},        {"kB", 1e3},    {"KB", 1e3},     {"MB", 1e6},
                           {"GB", 1e9},     {"TB", 1e12},   {"KiB", 1024.0}, {"MiB", 1048576.0},
                           {"GiB", 0x1p30}, {"TiB", 0x1p40}};

/// More than any file system has, and small enough for a 64 bit number.
constexpr double kMost = 1e18;

}  // namespace

std::optional<std::uint64_t> parse_size(std::string_view text) {
  double amount = 0;
  const auto [end, ec] =
      std::from_chars(text.data(), text.data() + text.size(), amount, std::chars_format::fixed);
  if (ec != std::errc{} || !(amount > 0)) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  while (text.starts_with(' ')) text.remove_prefix(1);
  for (const auto& unit : kUnits) {
    if (unit.name != text) continue;
    const double bytes = amount * unit.bytes;
    return bytes >= 1 && bytes <= kMost ? std::optional(static_cast<std::uint64_t>(bytes))
                                        : std::nullopt;
  }
  return std::nullopt;
}

std::string size_text(std::uint64_t bytes) {
  constexpr std::string_view names[] = {"B", "kB", "MB", "GB", "TB", "PB"};
  auto amount = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (amount >= 999.5 && unit + 1 < std::size(names)) {
    amount /= 1000;
    ++unit;
  }
  return unit == 0 ? fmt::format("{} B", bytes) : fmt::format("{:.3g} {}", amount, names[unit]);
}

}  // namespace rmcp::recipe
