// SPDX-License-Identifier: MIT
// One line of text without a heap, written to stderr.
#pragma once
#include "lib/gpu/pci_address.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rmcp::hsa {

/// Text of a limited length; the rest is dropped.
class Text {
 public:
  Text& operator<<(std::string_view text);
  Text& operator<<(std::uint64_t number);
  Text& operator<<(const PciAddress& address);
  [[nodiscard]] std::string_view view() const { return {buffer_, size_}; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  const char* c_str();

 private:
  char buffer_[768];
  std::size_t size_ = 0;
};

/// `rmcp-hsa: TEXT` and a line feed on stderr, in one write; bytes outside of printable ASCII as
/// `\033`.
void say(const Text& text);

}  // namespace rmcp::hsa
