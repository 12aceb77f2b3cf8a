// SPDX-License-Identifier: MIT
// What a user is told where --mode=mount is not possible.
#include "client/launch/mount.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rmcp::client {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;

// As Ubuntu 24.04 answers: unshare(2) succeeds, and the first use of a right fails.
TEST(MountTest, ARefusalInANewNamespaceNamesTheRuleThatItComesFrom) {
  EXPECT_THAT(failed_in_namespace("/proc/self/setgroups", EACCES).text,
              AllOf(HasSubstr("does not let users create namespaces"),
                    HasSubstr("kernel.apparmor_restrict_unprivileged_userns"),
                    EndsWith("--mode=mount needs one: /proc/self/setgroups: Permission denied")));
  EXPECT_THAT(failed_in_namespace("/", EPERM).text,
              AllOf(HasSubstr("kernel.apparmor_restrict_unprivileged_userns"),
                    EndsWith(": /: Operation not permitted")));
}

TEST(MountTest, AnyOtherFailureIsNoRuleOfTheSystem) {
  EXPECT_EQ(failed_in_namespace("/proc/self/uid_map", EINVAL).text,
            "/proc/self/uid_map: Invalid argument");
}

}  // namespace
}  // namespace rmcp::client
