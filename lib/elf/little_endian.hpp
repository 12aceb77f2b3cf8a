// SPDX-License-Identifier: MIT
// Numbers in formats that are little-endian on every machine.
#pragma once
#include <cstdint>
#include <string_view>

namespace rmcp::elf {

/// `length` bytes at `at`, which have to exist.
constexpr std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t length) {
  std::uint64_t value = 0;
  for (std::size_t i = length; i-- > 0;)
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

}  // namespace rmcp::elf
