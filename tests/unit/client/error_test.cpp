// SPDX-License-Identifier: MIT
// From the errors of the bus to exit status and words.
#include "client/document/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rmcp::client {
namespace {

using testing::HasSubstr;

constexpr const char* kOwn = "io.github.rmcpd1.Error.";
constexpr const char* kBus = "org.freedesktop.DBus.Error.";

Exit exit_of(const std::string& name) { return exit_code(bus_failure(name, "x")); }
std::string text_of(const std::string& name, const std::string& message,
                    const std::string& host = {}) {
  return bus_failure(name, message, host).text;
}

TEST(ExitStatus, FollowsTheErrorName) {
  const std::string own = kOwn, bus = kBus;
  EXPECT_EQ(exit_of(own + "NoSuchDevice"), Exit::no_such_device);
  EXPECT_EQ(exit_of(own + "AmbiguousDevice"), Exit::no_such_device);
  EXPECT_EQ(exit_of(own + "NotAuthorized"), Exit::not_authorised);
  EXPECT_EQ(exit_of(own + "PolicyInvalid"), Exit::policy_invalid);
  EXPECT_EQ(exit_of(own + "DeviceBusy"), Exit::failed);
  EXPECT_EQ(exit_of(own + "Failed"), Exit::failed);
  EXPECT_EQ(exit_of(bus + "AccessDenied"), Exit::not_authorised);
  for (const char* name :
       {"ServiceUnknown", "NameHasNoOwner", "NoReply", "Timeout", "TimedOut", "NoServer",
        "Disconnected", "Spawn.ChildExited", "Spawn.ServiceNotFound"})
    EXPECT_EQ(exit_of(bus + name), Exit::unreachable) << name;
  EXPECT_EQ(exit_of("org.freedesktop.systemd1.NoSuchUnit"), Exit::unreachable);
  EXPECT_EQ(exit_of("com.example.Other"), Exit::failed);
}

TEST(ExitStatus, FollowsTheErrnoOfTheBusLibrary) {
  const auto status = [](int error) { return exit_code(bus_failure(-error, "system bus")); };
  for (const int error : {ENOENT, ECONNREFUSED, ECONNRESET, ENOTCONN, EPIPE, ENXIO})
    EXPECT_EQ(status(error), Exit::unreachable) << error;
  EXPECT_EQ(status(EACCES), Exit::not_authorised);
  EXPECT_EQ(status(EBADMSG), Exit::failed);
}

TEST(Explanation, SaysHowToStartADaemonThatIsNotThere) {
  EXPECT_EQ(text_of(std::string(kBus) + "ServiceUnknown", "The name is not activatable"),
            "rmcpd is not running. Start it with: systemctl enable --now rmcpd");
}

TEST(Explanation, NamesTheMachineThatWasAsked) {
  const std::string bus = kBus;
  EXPECT_EQ(text_of(bus + "ServiceUnknown", "x", "root@box"),
            "rmcpd is not running. Start it with: systemctl -H root@box enable --now rmcpd");
  EXPECT_EQ(text_of(bus + "NoReply", "x", "box"),
            "rmcpd does not answer. See: systemctl -H box status rmcpd");
  EXPECT_EQ(text_of(bus + "Disconnected", "x", "box"), "box: cannot reach its system bus over ssh");
  EXPECT_EQ(bus_failure(-ECONNRESET, "system bus", "box").text,
            "box: cannot reach its system bus over ssh");
}

TEST(Explanation, NamesTheBusThatIsNotThere) {
  EXPECT_THAT(bus_failure(-ENOENT, "system bus").text,
              HasSubstr("system bus: No such file or directory\nStart it with: systemctl"));
}

TEST(Explanation, DoesNotCallABusUnreachableThatIsThere) {
  EXPECT_EQ(bus_failure(-EINVAL, "Set").text, "Set: Invalid argument");
}

TEST(Explanation, DoesNotTellToStartADaemonThatHangs) {
  EXPECT_EQ(text_of(std::string(kBus) + "NoReply", "timeout"),
            "rmcpd does not answer. See: systemctl status rmcpd");
}

TEST(Explanation, KeepsTheCandidatesOfAnAmbiguousDevice) {
  const std::string message = "'*' matches several devices: 0000:03:00.0, 0000:06:00.0";
  EXPECT_EQ(text_of(std::string(kOwn) + "AmbiguousDevice", message), message);
}

TEST(Explanation, TellsThatAPolicyWithErrorsIsNotInForce) {
  EXPECT_EQ(text_of(std::string(kOwn) + "PolicyInvalid", "a.toml:1:1: error: x"),
            "the policy has errors and was not loaded:\na.toml:1:1: error: x");
}

TEST(Explanation, NeverSaysNothing) {
  EXPECT_EQ(text_of("com.example.Other", ""), "com.example.Other");
}

}  // namespace
}  // namespace rmcp::client
