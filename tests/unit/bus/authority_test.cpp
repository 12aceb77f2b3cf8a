// SPDX-License-Identifier: MIT
// Every method has a row in the authority table, and every action of the table is known to polkit.
#include "daemon/bus/authority.hpp"

#include "daemon/bus/gate.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace rmcp::bus {
namespace {

std::string read(const std::string& name) {
  std::ifstream file(std::string(RMCP_SOURCE_DIR) + "/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::set<std::string> names(const std::string& text, const std::string& element) {
  const std::regex pattern("<" + element + " (name|id)=\"([^\"]+)\"");
  std::set<std::string> out;
  for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it)
    out.insert((*it)[2]);
  return out;
}

class EveryInterface : public testing::TestWithParam<const char*> {};

TEST_P(EveryInterface, HasARowForEachOfItsMethods) {
  const std::string interface = GetParam();
  const auto methods = names(read("daemon/dbus/" + interface + ".xml"), "method");
  ASSERT_FALSE(methods.empty());
  for (const auto& method : methods)
    EXPECT_TRUE(action_for(interface, method)) << interface << "." << method;
}

TEST_P(EveryInterface, NeedsOnlyActionsThatPolkitKnows) {
  const std::string interface = GetParam();
  const auto actions = names(read("units/io.github.rmcpd.policy"), "action");
  for (const auto& method : names(read("daemon/dbus/" + interface + ".xml"), "method")) {
    const auto action = action_for(interface, method).value_or("");
    if (action.empty()) continue;
    EXPECT_TRUE(actions.contains(std::string(action))) << action;
  }
}

INSTANTIATE_TEST_SUITE_P(Authority, EveryInterface,
                         testing::Values("io.github.rmcpd1.Manager", "io.github.rmcpd1.Device"));

TEST(LibraryInterface, HasNothingToCall) {
  const auto text = read("daemon/dbus/io.github.rmcpd1.Library.xml");
  EXPECT_FALSE(names(text, "property").empty());
  EXPECT_TRUE(names(text, "method").empty());
}

/// Would allow anything; the gate must not even ask it about methods without a row.
class Generous final : public Authority {
 public:
  void check(const Caller&, std::string_view, bool, std::function<void(Verdict)> then) override {
    ++asked;
    then({true, ""});
  }
  int asked = 0;
};

class NobodyCalls final : public Senders {
 public:
  bool identify(const std::string&, Then) override { return false; }
  Watch when_gone(const std::string&, std::function<void()>) override { return nullptr; }
};

class TheGate : public testing::Test {
 protected:
  sys::Loop loop_{[](const std::exception& e) { ADD_FAILURE() << e.what(); }};
  NobodyCalls senders_;
  Generous authority_;
  Gate gate_{loop_, senders_, authority_};
};

TEST_F(TheGate, DeniesWhatTheTableDoesNotName) {
  EXPECT_FALSE(action_for("io.github.rmcpd1.Manager", "Explode"));
  EXPECT_THROW(gate_.require_free("io.github.rmcpd1.Manager", "Explode"), sdbus::Error);
  EXPECT_EQ(authority_.asked, 0);
}

TEST_F(TheGate, DeniesSynchronousAnswersOfMethodsThatNeedAnAction) {
  EXPECT_THROW(gate_.require_free("io.github.rmcpd1.Manager", "Apply"), sdbus::Error);
  EXPECT_NO_THROW(gate_.require_free("io.github.rmcpd1.Manager", "List"));
}

TEST(Caller, IsPrivilegedAsRootOrAsTheUserOfTheDaemon) {
  EXPECT_TRUE((Caller{":1.1", 0}.is_privileged()));
  EXPECT_TRUE((Caller{":1.1", ::geteuid()}.is_privileged()));
  EXPECT_FALSE((Caller{":1.1", ::geteuid() + 1}.is_privileged()));
  EXPECT_FALSE((Caller{":1.1", Senders::kUnknown}.is_privileged()));
}

}  // namespace
}  // namespace rmcp::bus
