// SPDX-License-Identifier: MIT
// Text without a heap: this library prints inside foreign processes, sometimes just before their
// end.
#include "runtime-patch/message.hpp"

#include <unistd.h>

#include <cstring>

namespace rmcp::hsa {
namespace {

void append_number(Text& text, std::uint64_t number, unsigned base, std::size_t width) {
  char digits[20];
  std::size_t first = sizeof digits;
  do {
    digits[--first] = "0123456789abcdef"[number % base];
    number /= base;
  } while (number);
  while (sizeof digits - first < width) digits[--first] = '0';
  text << std::string_view{digits + first, sizeof digits - first};
}

constexpr std::size_t kEscapedSize = 4;  // of a byte

/// The text with `\033` for a byte that is not of ASCII or that a terminal could obey: what is said
/// has words of the environment in it. Returns the size.
std::size_t escape(std::string_view text, char* to) {
  char* const first = to;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= ' ' && byte <= '~') {
      *to++ = c;
      continue;
    }
    *to++ = '\\';
    for (const unsigned shift : {6U, 3U, 0U}) *to++ = static_cast<char>('0' + (byte >> shift & 7));
  }
  return static_cast<std::size_t>(to - first);
}

}  // namespace

Text& Text::operator<<(std::string_view text) {
  const std::size_t room = sizeof buffer_ - 1 - size_;
  const std::size_t length = text.size() < room ? text.size() : room;
  std::memcpy(buffer_ + size_, text.data(), length);
  size_ += length;
  return *this;
}

Text& Text::operator<<(std::uint64_t number) {
  append_number(*this, number, 10, 1);
  return *this;
}

Text& Text::operator<<(const PciAddress& address) {
  append_number(*this, address.domain, 16, 4);
  append_number(*this << ":", address.bus, 16, 2);
  append_number(*this << ":", address.device, 16, 2);
  append_number(*this << ".", address.function, 16, 1);
  return *this;
}

const char* Text::c_str() {
  buffer_[size_] = '\0';
  return buffer_;
}

void say(const Text& text) {
  Text line;
  line << "rmcp-hsa: " << text.view();
  // A long text loses its end, but not the line feed.
  char buffer[kEscapedSize * sizeof(Text) + 1];
  const std::size_t size = escape(line.view(), buffer);
  buffer[size] = '\n';
  if (::write(STDERR_FILENO, buffer, size + 1) < 0) return;  // closed: there is no reader
}

}  // namespace rmcp::hsa
