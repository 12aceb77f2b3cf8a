// SPDX-License-Identifier: MIT
// Real D-Bus messages become JSON.
#include "client/source/message_json.hpp"

#include "client/source/signal.hpp"

#include <gtest/gtest.h>

#include <systemd/sd-bus.h>

#include <sys/socket.h>

namespace rmcp::client {
namespace {

/// A message of a bus connection that nobody listens to.
class MessageJson : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_), 0);
    ASSERT_GE(sd_bus_new(&bus_), 0);
    ASSERT_GE(sd_bus_set_fd(bus_, ends_[0], ends_[0]), 0);
    ASSERT_GE(sd_bus_start(bus_), 0);
    ASSERT_GE(sd_bus_message_new_signal(bus_, &message_, "/io/github/rmcpd1/device/0000_03_00_0",
                                        "io.github.rmcpd1.Device", "Applied"),
              0);
  }
  void TearDown() override {
    sd_bus_message_unref(message_);
    sd_bus_close_unref(bus_);
    close(ends_[1]);
  }
  std::string read() {
    EXPECT_GE(sd_bus_message_seal(message_, 1, 0), 0);
    const auto json = read_json(message_);
    return json ? json->dump() : "error " + std::to_string(json.error());
  }

  int ends_[2] = {-1, -1};
  sd_bus* bus_ = nullptr;
  sd_bus_message* message_ = nullptr;
};

TEST_F(MessageJson, HasEveryBasicType) {
  ASSERT_GE(
      sd_bus_message_append(message_, "ybnqiuxtdsog", 200, 1, -3, 4, -5, 6U, std::int64_t{-7},
                            std::uint64_t{18446744073709551615U}, 0.5, "text", "/a/b", "a{sv}"),
      0);
  EXPECT_EQ(read(), R"([200,true,-3,4,-5,6,-7,18446744073709551615,0.5,"text","/a/b","a{sv}"])");
}

TEST_F(MessageJson, NestsContainers) {
  ASSERT_GE(sd_bus_message_append(message_, "aa{sv}a{saa{sv}}a(ssu)", 2, 1, "knob", "s", "x", 1,
                                  "line", "u", 3, 1, "0000:03:00.0", 1, 1, "list", "as", 2, "a",
                                  "b", 1, "e", "f", 9U),
            0);
  EXPECT_EQ(read(),
            R"([[{"knob":"x"},{"line":3}],{"0000:03:00.0":[{"list":["a","b"]}]},[["e","f",9]]])");
}

TEST_F(MessageJson, TellsEmptyDictionariesFromEmptyArrays) {
  ASSERT_GE(sd_bus_message_append(message_, "a{ss}asv", 0, 0, "aa{sv}", 0), 0);
  EXPECT_EQ(read(), "[{},[],[]]");
}

TEST_F(MessageJson, IsEmptyForNoArguments) { EXPECT_EQ(read(), "[]"); }

TEST_F(MessageJson, EndsAtTheMemoryThatAnAnswerMayTake) {
  const std::string bytes(std::size_t{1} << 20, 'x');
  ASSERT_GE(sd_bus_message_append_array(message_, 'y', bytes.data(), bytes.size()), 0);
  EXPECT_EQ(read(), "error " + std::to_string(EMSGSIZE));
}

TEST_F(MessageJson, ReadsALongAnswerBelowIt) {
  ASSERT_GE(sd_bus_message_append(message_, "s", std::string(kLongestAnswer / 2, 'x').c_str()), 0);
  EXPECT_EQ(read().size(), kLongestAnswer / 2 + std::string(R"([""])").size());
}

TEST_F(MessageJson, EndsAtADictionaryThatNobodyCouldSearch) {
  ASSERT_GE(sd_bus_message_open_container(message_, 'a', "{ss}"), 0);
  for (int i = 0; i < 5000; ++i)
    ASSERT_GE(sd_bus_message_append(message_, "{ss}", std::to_string(i).c_str(), ""), 0);
  ASSERT_GE(sd_bus_message_close_container(message_), 0);
  EXPECT_EQ(read(), "error " + std::to_string(EMSGSIZE));
}

TEST_F(MessageJson, BecomesAnEvent) {
  ASSERT_GE(sd_bus_message_append(message_, "ssaa{sv}", "hotplug", "applied", 1, 2, "result", "s",
                                  "applied", "knob", "s", "attribute.runtime_pm"),
            0);
  ASSERT_GE(sd_bus_message_seal(message_, 1, 0), 0);
  EXPECT_EQ(to_event(read_signal(message_)).dump(),
            R"({"event":"applied","address":"0000:03:00.0","reason":"hotplug","state":"applied",)"
            R"("outcomes":[{"knob":"attribute.runtime_pm","result":"applied"}]})");
}

}  // namespace
}  // namespace rmcp::client
