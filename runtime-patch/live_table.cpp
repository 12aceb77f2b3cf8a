// SPDX-License-Identifier: MIT
// Open addressing with linear probing. Removed entries leave no gap: later ones move up.
#include "runtime-patch/live_table.hpp"

#include <cstdlib>

namespace rmcp::hsa {
namespace {

constexpr std::size_t kFirstCapacity = 1024;

/// Addresses are multiples of pages: mix before using the low bits.
std::size_t hash(std::uint64_t key) {
  key *= 0x9e3779b97f4a7c15U;
  return static_cast<std::size_t>(key >> 32);
}

}  // namespace

/// The place of the key, or the free place for it.
std::size_t LiveTable::place(std::uint64_t key) const {
  std::size_t at = hash(key) & (capacity_ - 1);
  while (entries_[at].key != 0 && entries_[at].key != key) at = (at + 1) & (capacity_ - 1);
  return at;
}

bool LiveTable::grow() {
  LiveTable larger;
  larger.capacity_ = capacity_ ? capacity_ * 2 : kFirstCapacity;
  larger.entries_ = static_cast<Entry*>(std::calloc(larger.capacity_, sizeof(Entry)));
  if (!larger.entries_) return false;
  for (std::size_t i = 0; i < capacity_; ++i)
    if (entries_[i].key != 0) larger.entries_[larger.place(entries_[i].key)] = entries_[i];
  std::free(entries_);
  entries_ = larger.entries_;
  capacity_ = larger.capacity_;
  return true;
}

bool LiveTable::add(const Entry& entry) {
  if ((used_ + 1) * 4 > capacity_ * 3 && !grow()) return false;
  Entry& free = entries_[place(entry.key)];
  if (free.key == 0) ++used_;
  free = entry;
  return true;
}

bool LiveTable::take(std::uint64_t key, Entry& entry) {
  if (capacity_ == 0) return false;
  std::size_t gap = place(key);
  if (entries_[gap].key == 0) return false;
  entry = entries_[gap];
  --used_;
  for (std::size_t at = gap;;) {
    entries_[gap].key = 0;
    for (;;) {
      at = (at + 1) & (capacity_ - 1);
      if (entries_[at].key == 0) return true;
      const std::size_t home = hash(entries_[at].key) & (capacity_ - 1);
      // It may move only if its own search passes the gap.
      if (((at - home) & (capacity_ - 1)) >= ((at - gap) & (capacity_ - 1))) break;
    }
    entries_[gap] = entries_[at];
    gap = at;
  }
}

void LiveTable::clear() {
  std::free(entries_);
  *this = LiveTable{};
}

}  // namespace rmcp::hsa
