// SPDX-License-Identifier: MIT
// The table of verbs.
#include "client/verbs/verbs.hpp"

#include <gtest/gtest.h>

#include <set>
#include <variant>

namespace rmcp::client {
namespace {

TEST(Verbs, AreFoundByNameAndNamedOnce) {
  std::set<std::string_view> names;
  for (const auto* verb : verbs()) {
    EXPECT_TRUE(names.insert(verb->name).second) << verb->name;
    EXPECT_EQ(find_verb(verb->name), verb);
  }
  EXPECT_EQ(find_verb("no-such-verb"), nullptr);
}

bool runs(const Verb& verb) { return !std::holds_alternative<std::monostate>(verb.run); }

TEST(Verbs, RunOrHaveActionsThatDo) {
  for (const auto* verb : verbs()) {
    EXPECT_TRUE(runs(*verb) || !verb->actions.empty()) << verb->name;
    for (const auto* action : verb->actions) EXPECT_TRUE(runs(*action)) << action->name;
  }
}

TEST(Verbs, SayWhatIsMissingWhereArgumentsAreNeeded) {
  for (const auto* verb : verbs()) {
    EXPECT_EQ(verb->arguments.least > 0, !verb->arguments.missing.empty()) << verb->name;
    for (const auto* action : verb->actions)
      EXPECT_EQ(action->arguments.least > 0, !action->arguments.missing.empty()) << action->name;
  }
}

TEST(Verbs, ThatOnlyLookCanBeDoneOffline) {
  for (const char* verb : {"list", "status", "show", "plan", "knobs", "profiles", "config", "get"})
    EXPECT_FALSE(find_verb(verb)->needs_daemon()) << verb;
}

}  // namespace
}  // namespace rmcp::client
