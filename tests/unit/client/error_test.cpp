// SPDX-License-Identifier: MIT
// From error names to exit status and words.
#include "client/document/error.hpp"

#include "client/source/connection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rmcp::client {
namespace {

TEST(ExitStatus, FollowsTheErrorName) {
  const std::string own = "io.github.rmcpd1.Error.", bus = "org.freedesktop.DBus.Error.";
  EXPECT_EQ(exit_code(own + "NoSuchDevice"), Exit::no_such_device);
  EXPECT_EQ(exit_code(own + "AmbiguousDevice"), Exit::no_such_device);
  EXPECT_EQ(exit_code(own + "NotAuthorized"), Exit::not_authorised);
  EXPECT_EQ(exit_code(own + "PolicyInvalid"), Exit::policy_invalid);
  EXPECT_EQ(exit_code(own + "DeviceBusy"), Exit::failed);
  EXPECT_EQ(exit_code(own + "Failed"), Exit::failed);
  EXPECT_EQ(exit_code(bus + "AccessDenied"), Exit::not_authorised);
  for (const char* name : {"ServiceUnknown", "NameHasNoOwner", "NoReply", "Disconnected",
                           "Spawn.ChildExited", "Spawn.ServiceNotFound"})
    EXPECT_EQ(exit_code(bus + name), Exit::unreachable) << name;
  EXPECT_EQ(exit_code("org.freedesktop.systemd1.NoSuchUnit"), Exit::unreachable);
  EXPECT_EQ(exit_code("com.example.Other"), Exit::failed);
}

TEST(ExitStatus, FollowsTheErrnoOfTheBusLibrary) {
  EXPECT_EQ(exit_code(bus_error(-ENOENT, "system bus")), Exit::unreachable);
  EXPECT_EQ(exit_code(bus_error(-ECONNREFUSED, "system bus")), Exit::unreachable);
  EXPECT_EQ(exit_code(bus_error(-ECONNRESET, "system bus")), Exit::unreachable);
  EXPECT_EQ(exit_code(bus_error(-EACCES, "system bus")), Exit::not_authorised);
  EXPECT_EQ(exit_code(bus_error(-EBADMSG, "answer")), Exit::failed);
}

TEST(Explain, SaysHowToStartADaemonThatIsNotThere) {
  const auto line =
      explain({"org.freedesktop.DBus.Error.ServiceUnknown", "The name is not activatable"});
  EXPECT_EQ(line, "rmcpd is not running. Start it with: systemctl enable --now rmcpd");
}

TEST(Explain, NamesTheMachineThatWasAsked) {
  const std::string bus = "org.freedesktop.DBus.Error.";
  EXPECT_EQ(explain({bus + "ServiceUnknown", "x", "root@box"}),
            "rmcpd is not running. Start it with: systemctl -H root@box enable --now rmcpd");
  EXPECT_EQ(explain({bus + "NoReply", "x", "box"}),
            "rmcpd does not answer. See: systemctl -H box status rmcpd");
  EXPECT_EQ(explain({bus + "Disconnected", "x", "box"}),
            "box: cannot reach its system bus over ssh");
}

TEST(Explain, NamesTheBusThatIsNotThere) {
  EXPECT_THAT(
      explain(bus_error(-ENOENT, "system bus")),
      testing::HasSubstr("system bus: No such file or directory\nStart it with: systemctl"));
}

TEST(Explain, DoesNotTellToStartADaemonThatHangs) {
  EXPECT_EQ(explain({"org.freedesktop.DBus.Error.NoReply", "timeout"}),
            "rmcpd does not answer. See: systemctl status rmcpd");
}

TEST(Explain, KeepsTheCandidatesOfAnAmbiguousDevice) {
  const std::string message = "'*' matches several devices: 0000:03:00.0, 0000:06:00.0";
  EXPECT_EQ(explain({"io.github.rmcpd1.Error.AmbiguousDevice", message}), message);
}

TEST(Explain, NeverSaysNothing) {
  EXPECT_EQ(explain({"com.example.Other", ""}), "com.example.Other");
}

}  // namespace
}  // namespace rmcp::client
