// SPDX-License-Identifier: MIT
// Which policy is in force when the files are wrong.
#include "daemon/engine/policy_keeper.hpp"

#include "tests/unit/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

namespace rmcp::test {
namespace {

using engine::PolicyKeeper;
using engine::PolicyState;

constexpr auto kGood =
    "format = 1\n[[rule]]\nname = \"r\"\n[rule.attribute]\nruntime_pm = \"on\"\n";
constexpr auto kBad = "format = 1\n[[rule]]\nname = \"r\"\n[rule.attribute]\nruntime_pm = \"of\"\n";

class Keeper : public testing::Test {
 protected:
  PolicyKeeper keeper(PolicyKeeper::Keep keep = PolicyKeeper::Keep::yes) const {
    sys::Paths paths;
    paths.config = {etc.path()};
    paths.state = state.path();
    return {paths, ::geteuid(), keep};
  }
  void policy(const char* text) const { etc.write("policy.d/10-test.toml", text); }
  TemporaryFolder etc, state;
};

TEST_F(Keeper, IsValidWithoutAnyFile) {
  auto k = keeper();
  EXPECT_TRUE(k.load());
  EXPECT_EQ(k.state(), PolicyState::valid);
}

TEST_F(Keeper, KeepsTheGoodPolicyInForceOnABadReload) {
  policy(kGood);
  auto k = keeper();
  ASSERT_TRUE(k.load());
  policy(kBad);
  EXPECT_FALSE(k.load());
  EXPECT_EQ(k.state(), PolicyState::stale);
  EXPECT_EQ(k.policy()->rules.size(), 1u);
  ASSERT_FALSE(k.diagnostics().empty());
  EXPECT_EQ(k.diagnostics()[0].origin.line, 5u);
}

TEST_F(Keeper, FindsTheLastGoodPolicyAfterARestart) {
  policy(kGood);
  keeper().load();
  policy(kBad);
  auto restarted = keeper();
  EXPECT_FALSE(restarted.load());
  EXPECT_EQ(restarted.state(), PolicyState::stale);
  ASSERT_EQ(restarted.policy()->rules.size(), 1u);
  EXPECT_EQ(restarted.policy()->rules[0].origin.file, etc / "policy.d/10-test.toml");
}

TEST_F(Keeper, IsInvalidWhenThereNeverWasAGoodOne) {
  policy(kBad);
  auto k = keeper();
  EXPECT_FALSE(k.load());
  EXPECT_EQ(k.state(), PolicyState::invalid);
  EXPECT_TRUE(k.policy()->rules.empty());
}

TEST_F(Keeper, RecoversWhenTheFileIsMended) {
  policy(kBad);
  auto k = keeper();
  k.load();
  policy(kGood);
  EXPECT_TRUE(k.load());
  EXPECT_EQ(k.state(), PolicyState::valid);
  EXPECT_TRUE(k.diagnostics().empty());
}

TEST_F(Keeper, ALookFromOutsideKeepsNothing) {
  policy(kGood);
  keeper(PolicyKeeper::Keep::no).load();
  EXPECT_TRUE(std::filesystem::is_empty(state.path()));
}

}  // namespace
}  // namespace rmcp::test
