// SPDX-License-Identifier: MIT
// Nobody has more in flight than is theirs, whatever number of connections they have.
#include "daemon/bus/quota.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace rmcp::bus {
namespace {

constexpr Quota::Limits kLimits{.caller = 2, .user = 3, .all = 5};

TEST(Quota, BoundsACaller) {
  const auto quota = Quota::make(kLimits);
  const auto first = quota->acquire(":1.1", 1000);
  auto second = quota->acquire(":1.1", 1000);
  ASSERT_TRUE(first && second);
  EXPECT_FALSE(quota->acquire(":1.1", 1000));
  second.reset();
  EXPECT_TRUE(quota->acquire(":1.1", 1000));
}

TEST(Quota, BoundsAUserWithManyConnections) {
  const auto quota = Quota::make(kLimits);
  std::vector<std::shared_ptr<Quota::Ticket>> taken;
  for (const char* name : {":1.1", ":1.2", ":1.3"}) taken.push_back(quota->acquire(name, 1000));
  EXPECT_TRUE(taken.back());
  EXPECT_FALSE(quota->acquire(":1.4", 1000));
  EXPECT_TRUE(quota->acquire(":1.4", 1001));
}

TEST(Quota, BoundsAllTogether) {
  const auto quota = Quota::make(kLimits);
  std::vector<std::shared_ptr<Quota::Ticket>> taken;
  for (const unsigned uid : {1u, 2u, 3u, 4u, 5u})
    taken.push_back(quota->acquire(":1." + std::to_string(uid), uid));
  EXPECT_EQ(quota->in_flight(), 5u);
  EXPECT_FALSE(quota->acquire(":1.6", 6));
  taken.clear();
  EXPECT_EQ(quota->in_flight(), 0u);
}

TEST(Quota, OutlivesItsTicketsOnlyAsLongAsTheyDo) {
  auto quota = Quota::make(kLimits);
  const std::weak_ptr<Quota> left = quota;
  auto ticket = quota->acquire(":1.1", 1000);
  quota.reset();
  EXPECT_FALSE(left.expired());
  ticket.reset();
  EXPECT_TRUE(left.expired());
}

}  // namespace
}  // namespace rmcp::bus
