// SPDX-License-Identifier: MIT
// Parsed sysfs attributes: text, numbers, flags. Unreadable or meaningless ones are absent.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rmcp::device {

/// A whole number of the given base that fills the text; base 16 allows a leading `0x`.
std::optional<std::uint64_t> parse_number(std::string_view text, int base);

/// The text of an attribute, never empty.
std::optional<std::string> read_text(const std::string& path);
std::optional<std::uint64_t> read_number(const std::string& path, int base);
/// `1` or `0`.
std::optional<bool> read_flag(const std::string& path);

}  // namespace rmcp::device
