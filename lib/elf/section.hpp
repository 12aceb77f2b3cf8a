// SPDX-License-Identifier: MIT
// One section of a 64-bit little-endian ELF file, found by its name and searched in place:
// libraries of ROCm are too large to be read as a whole.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rmcp::elf {

struct Section {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

/// Nothing if the file has none of this name, or is damaged.
std::optional<Section> find_section(int fd, std::string_view name);

/// The place of a text in a section, from its beginning; nothing if it is not there. Sections of
/// more than 64 MiB are searched that far.
std::optional<std::uint64_t> find_in_section(int fd, const Section& section, std::string_view text);

/// Whether .rodata has this text as a string of its own, with a NUL before and after it.
bool has_string(int fd, std::string_view text);

}  // namespace rmcp::elf
