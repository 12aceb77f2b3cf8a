// SPDX-License-Identifier: MIT
// The living allocations, so that a release is counted for the pool of its allocation.
#pragma once
#include <cstddef>
#include <cstdint>

namespace rmcp::hsa {

/// A hash table of addresses. Not thread-safe.
class LiveTable {
 public:
  struct Entry {
    std::uint64_t key;  // never 0 or ~0
    std::uint64_t size;
    std::uint32_t row;
  };

  /// False if there is no memory for it.
  bool add(const Entry& entry);
  /// False if there is no such key.
  bool take(std::uint64_t key, Entry& entry);
  void clear();
  [[nodiscard]] std::size_t size() const { return used_; }

 private:
  [[nodiscard]] std::size_t place(std::uint64_t key) const;
  bool grow();

  Entry* entries_ = nullptr;
  std::size_t capacity_ = 0;  // a power of two
  std::size_t used_ = 0;
};

}  // namespace rmcp::hsa
