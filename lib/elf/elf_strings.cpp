// SPDX-License-Identifier: MIT
// Uses pread instead of a mapping: a file that shrinks meanwhile is an error then, not a SIGBUS.
#include "lib/elf/elf_strings.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>

namespace rmcp::elf {
namespace {

constexpr std::uint64_t kLongestName = 4096;  // PATH_MAX

}  // namespace

std::string bytes_at(int fd, std::uint64_t offset, std::size_t size) {
  std::string out;
  if (offset > static_cast<std::uint64_t>(std::numeric_limits<off_t>::max()) - size) return out;
  out.resize(size);
  std::size_t done = 0;
  while (done < size) {
    const auto got = ::pread(fd, out.data() + done, size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    done += static_cast<std::size_t>(got);
  }
  out.resize(done);
  return out;
}

std::optional<std::string> StringTable::at(std::uint64_t index) const {
  if (index >= size_) return std::nullopt;
  auto text = bytes_at(fd_, offset_ + index, std::min(size_ - index, kLongestName));
  const auto end = text.find('\0');
  if (end == std::string::npos) return std::nullopt;
  text.resize(end);
  return text;
}

}  // namespace rmcp::elf
