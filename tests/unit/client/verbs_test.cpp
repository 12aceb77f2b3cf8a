// SPDX-License-Identifier: MIT
// The table of verbs.
#include "client/verbs/verbs.hpp"

#include <gtest/gtest.h>

#include <set>

namespace rmcp::client {
namespace {

TEST(Verbs, AreFoundByNameAndNamedOnce) {
  std::set<std::string_view> names;
  for (const auto& verb : verbs()) {
    EXPECT_TRUE(names.insert(verb.name).second) << verb.name;
    EXPECT_EQ(find_verb(verb.name), &verb);
    EXPECT_NE(verb.run, nullptr);
  }
  EXPECT_EQ(find_verb("no-such-verb"), nullptr);
}

TEST(Verbs, ThatOnlyLookCanBeDoneOffline) {
  for (const char* verb : {"list", "status", "show", "plan", "knobs", "profiles", "config"})
    EXPECT_FALSE(find_verb(verb)->needs_daemon) << verb;
}

}  // namespace
}  // namespace rmcp::client
