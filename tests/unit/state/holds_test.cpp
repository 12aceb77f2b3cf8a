// SPDX-License-Identifier: MIT
// Devices that are left alone.
#include "daemon/state/holds.hpp"

#include "lib/gpu/device.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace rmcp::test {
namespace {

class HoldsTest : public testing::Test {
 protected:
  HoldsTest() {
    plain.address = {0, 3, 0, 0};
    plain.pci.device = 0x73ff;
    named = plain;
    named.identity.unique_id = 0x1234;
  }
  TemporaryFolder run, lib;
  state::Holds holds{run.path(), lib.path()};
  Device plain, named;
};

TEST_F(HoldsTest, HoldsAndReleases) {
  EXPECT_FALSE(holds.held(id_as_seen(plain)));
  EXPECT_EQ(holds.hold(id_as_seen(plain), false), 0);
  EXPECT_TRUE(holds.held(id_as_seen(plain)));
  EXPECT_EQ(holds.release(id_as_seen(plain)), 0);
  EXPECT_FALSE(holds.held(id_as_seen(plain)));
}

TEST_F(HoldsTest, AKeptHoldOutlivesTheRuntimeDirectory) {
  EXPECT_EQ(holds.hold(id_as_seen(named), true), 0);
  const TemporaryFolder next_boot;
  EXPECT_TRUE(state::Holds(next_boot.path(), lib.path()).held(id_as_seen(named)));
  EXPECT_EQ(holds.release(id_as_seen(named)), 0);
  EXPECT_FALSE(state::Holds(next_boot.path(), lib.path()).held(id_as_seen(named)));
}

TEST_F(HoldsTest, FollowACardThatHasAnIdentityAndASlotOtherwise) {
  EXPECT_EQ(holds.hold(id_as_seen(plain), false), 0);
  EXPECT_EQ(holds.hold(id_as_seen(named), false), 0);
  plain.address = named.address = {0, 0x3f, 0, 0};
  EXPECT_FALSE(holds.held(id_as_seen(plain)));
  EXPECT_TRUE(holds.held(id_as_seen(named)));
}

TEST_F(HoldsTest, AHostileSerialNumberCannotLeaveTheFolder) {
  plain.identity.serial = "../../etc/passwd";
  EXPECT_EQ(holds.hold(id_as_seen(plain), false), 0);
  EXPECT_TRUE(holds.held(id_as_seen(plain)));
  EXPECT_FALSE(std::filesystem::is_empty(run / "held"));
}

}  // namespace
}  // namespace rmcp::test
