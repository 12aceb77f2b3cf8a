// SPDX-License-Identifier: MIT
// Bytes of a file at an offset from the file itself: read with bounds, a few at a time.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rmcp::elf {

/// Reads up to `size` bytes; fewer at the end of the file.
std::string bytes_at(int fd, std::uint64_t offset, std::size_t size);

/// A string table inside a file. It is never read as a whole: that of a framework is tens of
/// megabytes.
class StringTable {
 public:
  StringTable(int fd, std::uint64_t offset, std::uint64_t size)
      : fd_(fd), offset_(offset), size_(size) {}

  /// The text that begins at `index`; nothing if it is outside, has no end or is too long for a
  /// name (4096 bytes).
  [[nodiscard]] std::optional<std::string> at(std::uint64_t index) const;

 private:
  int fd_;
  std::uint64_t offset_;
  std::uint64_t size_;
};

}  // namespace rmcp::elf
