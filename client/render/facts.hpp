// SPDX-License-Identifier: MIT
// `key: value` lines and the words in them.
#pragma once
#include "client/render/shown.hpp"
#include "client/render/style.hpp"

#include <string>
#include <vector>

namespace rmcp::client {

/// A key and its values: one per line, the second and later ones below the first.
struct Fact {
  std::string key;
  std::vector<std::string> values;
  Colour colour = Colour::none;  // of the first word
};

/// Keys right-aligned, `-` for a missing value. Values are made printable. `key_width` is the
/// minimum width of keys.
std::string render_facts(const std::vector<Fact>& facts, const Style& style,
                         std::size_t key_width = 0);

/// The non-empty parts, joined by commas, in lines of at most `width` columns; 0: one line.
std::vector<std::string> joined(const std::vector<std::string>& parts, unsigned width);

/// `8.0 GiB`
std::string bytes_text(std::uint64_t bytes);

/// `2026-11-24 00:10:22` in local time.
std::string time_text(std::uint64_t microseconds);

/// `00:10:22`
std::string time_of_day(std::uint64_t microseconds);

/// One of Settings, or an element of a profile's settings: `attribute.power_cap = 150 W`.
std::string setting_text(const Shown& setting);

}  // namespace rmcp::client
