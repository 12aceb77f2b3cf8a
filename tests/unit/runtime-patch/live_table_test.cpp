// SPDX-License-Identifier: MIT
// The table of living allocations against a map, over many collisions.
#include "runtime-patch/live_table.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace rmcp::hsa {
namespace {

TEST(LiveTable, DoesWhatAMapDoes) {
  LiveTable table;
  std::map<std::uint64_t, std::uint64_t> map;
  std::mt19937_64 random(20261125);
  for (int i = 0; i < 200000; ++i) {
    const std::uint64_t key = (random() % 3000 + 1) * 4096;
    if (random() % 2) {
      map[key] = static_cast<std::uint64_t>(i);
      ASSERT_TRUE(table.add({key, static_cast<std::uint64_t>(i), 7}));
    } else {
      LiveTable::Entry entry{};
      const auto found = map.find(key);
      ASSERT_EQ(table.take(key, entry), found != map.end()) << i;
      if (found == map.end()) continue;
      ASSERT_EQ(entry.size, found->second);
      map.erase(found);
    }
    ASSERT_EQ(table.size(), map.size());
  }
  for (const auto& [key, size] : map) {
    LiveTable::Entry entry{};
    ASSERT_TRUE(table.take(key, entry));
    ASSERT_EQ(entry.size, size);
  }
  EXPECT_EQ(table.size(), 0U);
  table.clear();
}

TEST(LiveTable, EmptyHasNothing) {
  LiveTable table;
  LiveTable::Entry entry{};
  EXPECT_FALSE(table.take(4096, entry));
}

}  // namespace
}  // namespace rmcp::hsa
