// SPDX-License-Identifier: MIT
// What `watch` makes of signals.
#include "client/render/event.hpp"

#include "client/source/signal.hpp"
#include "tests/unit/client/shown.hpp"

#include <gtest/gtest.h>

namespace rmcp::client {
namespace {

constexpr const char* kPath = "/io/github/rmcpd1/device/0000_03_00_0";

Json event_of(const char* member, const char* arguments) {
  return to_event({kPath, "", member, Json::parse(arguments)});
}

std::string line_of(const Json& event) { return render_event(shown(event), 1'000'000, Style{}); }

TEST(Event, TellsThatADeviceCame) {
  const auto event = event_of("InterfacesAdded", R"(["/io/github/rmcpd1/device/0000_3f_00_0",
      {"io.github.rmcpd1.Device":{"Name":"RX","State":"settling","Note":"","Gfx":"gfx1100"}}])");
  EXPECT_EQ(line_of(event), "1970-01-01 00:00:01  0000:3f:00.0  added RX: settling\n");
  EXPECT_EQ(event["gfx"], "gfx1100");
}

TEST(Event, TellsThatADeviceWent) {
  const auto event =
      event_of("InterfacesRemoved",
               R"(["/io/github/rmcpd1/device/0000_3f_00_0",["io.github.rmcpd1.Device"]])");
  EXPECT_EQ(line_of(event), "1970-01-01 00:00:01  0000:3f:00.0  removed\n");
}

TEST(Event, TellsWhatBecomesOfALibrarySet) {
  const std::string path = "/io/github/rmcpd1/library/rocm_2d5_2e2";
  const auto added = event_of("InterfacesAdded", R"(["/io/github/rmcpd1/library/rocm_2d5_2e2",
      {"io.github.rmcpd1.Library":{"Name":"rocm-5.2","State":"ok","Reasons":[]}}])");
  EXPECT_EQ(added.dump(),
            R"({"event":"library_added","library":"rocm-5.2","state":"ok","reasons":[]})");
  EXPECT_EQ(line_of(added), "1970-01-01 00:00:01  library set rocm-5.2  ok\n");
  const auto changed = to_event({path, "", "PropertiesChanged", Json::parse(R"(
      ["io.github.rmcpd1.Library",{"State":"broken","Reasons":["/opt/x does not exist","y"]},[]])")});
  EXPECT_EQ(line_of(changed),
            "1970-01-01 00:00:01  library set rocm-5.2  broken: /opt/x does not exist\n");
  const auto removed = event_of("InterfacesRemoved", R"(["/io/github/rmcpd1/library/rocm_2d5_2e2",
      ["io.github.rmcpd1.Library"]])");
  EXPECT_EQ(line_of(removed),
            "1970-01-01 00:00:01  library set rocm-5.2  no longer a library set\n");
}

TEST(Event, TellsStateAndNote) {
  const auto event =
      event_of("PropertiesChanged",
               R"(["io.github.rmcpd1.Device",{"State":"degraded","Note":"x: EIO"},[]])");
  EXPECT_EQ(event.dump(),
            R"({"event":"changed","address":"0000:03:00.0","state":"degraded","note":"x: EIO"})");
  EXPECT_EQ(line_of(event), "1970-01-01 00:00:01  0000:03:00.0  degraded, x: EIO\n");
}

TEST(Event, SparesPeopleTheOtherProperties) {
  const auto event =
      event_of("PropertiesChanged", R"(["io.github.rmcpd1.Device",{"RuntimeStatus":"active"},[]])");
  EXPECT_EQ(event["runtime_status"], "active");
  EXPECT_EQ(line_of(event), "");
}

TEST(Event, SumsUpWhatWasApplied) {
  const auto event = event_of(
      "Applied",
      R"(["reload","degraded",[{"result":"applied"},{"result":"failed"},{"result":"applied"}]])");
  EXPECT_EQ(line_of(event),
            "1970-01-01 00:00:01  0000:03:00.0  reload: 2 applied, 1 failed, degraded\n");
}

TEST(Event, TellsOfThePolicyAndOfTheDaemon) {
  EXPECT_EQ(line_of(event_of("PropertiesChanged",
                             R"(["io.github.rmcpd1.Manager",{"PolicyState":"stale"},[]])")),
            "1970-01-01 00:00:01  policy is stale\n");
  EXPECT_EQ(line_of(event_of("NameOwnerChanged", R"(["io.github.rmcpd",":1.5",""])")),
            "1970-01-01 00:00:01  rmcpd went away\n");
  EXPECT_EQ(line_of(event_of("NameOwnerChanged", R"(["io.github.rmcpd","",":1.6"])")),
            "1970-01-01 00:00:01  rmcpd is running\n");
}

TEST(Event, IsNotTakenInByOddArguments) {
  for (const char* arguments :
       {"[]", "[42]",
        R"(["io.github.rmcpd1.Manager",{"PolicyDiagnostics":["x",42,{"a":1},[]]},[]])",
        R"(["io.github.rmcpd1.Manager",{"PolicyState":42,"RuleAdvice":"x"},[]])",
        R"(["io.github.rmcpd1.Device",{"State":42,"Note":["x"],"Settings":"x"},[]])"})
    EXPECT_EQ(line_of(event_of("PropertiesChanged", arguments)), "") << arguments;
  EXPECT_EQ(event_of("PropertiesChanged",
                     R"(["io.github.rmcpd1.Device",{"Event":"gone","Address":"x"},[]])")
                .dump(),
            R"({"event":"changed","address":"0000:03:00.0"})");
  for (const char* arguments : {"[]", "[42,42,42]", R"([{},[],"x"])", R"(["a","b",[42,"x",[]]])"})
    line_of(event_of("Applied", arguments));
  for (const char* arguments :
       {R"([42,{}])", R"(["/io/github/rmcpd1/device/0000_03_00_0",42])",
        R"(["/io/github/rmcpd1/device/0000_03_00_0",{"io.github.rmcpd1.Device":"x"}])",
        R"(["/io/github/rmcpd1/library/a",{"io.github.rmcpd1.Library":[1]}])"})
    line_of(event_of("InterfacesAdded", arguments));
}

TEST(Event, IgnoresWhatIsNoneOfItsBusiness) {
  EXPECT_TRUE(event_of("Other", "[]").is_null());
  EXPECT_TRUE(event_of("InterfacesAdded", R"(["/io/github/rmcpd1/manager",{}])").is_null());
  EXPECT_TRUE(event_of("InterfacesAdded", "[]").is_null());
  EXPECT_TRUE(event_of("InterfacesRemoved", "[3]").is_null());
  EXPECT_TRUE(
      event_of("PropertiesChanged", R"(["io.github.rmcpd1.Device",{},["Name"]])").is_null());
  EXPECT_TRUE(event_of("NameOwnerChanged", R"(["org.example.Other",":1.5",""])").is_null());
}

}  // namespace
}  // namespace rmcp::client
