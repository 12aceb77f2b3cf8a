// SPDX-License-Identifier: MIT
// Calls with too much in them are found before anything is made of it.
#include "daemon/bus/bounds.hpp"

#include <gtest/gtest.h>

#include <systemd/sd-bus.h>

#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <memory>

namespace rmcp::bus {
namespace {

/// Makes messages; nobody is at the other end.
class Messages : public testing::Test {
 public:
  using Fill = std::function<void(sd_bus_message*)>;

 protected:
  void SetUp() override {
    int ends[2];
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    sd_bus_new(&bus_);
    sd_bus_set_fd(bus_, ends[0], ends[0]);
    sd_bus_set_bus_client(bus_, 0);
    ASSERT_GE(sd_bus_start(bus_), 0);
    other_end_ = ends[1];
  }
  void TearDown() override {
    sd_bus_message_unref(message_);
    sd_bus_close_unref(bus_);
    ::close(other_end_);
  }

  std::string problem(const Fill& fill) {
    message_ = sd_bus_message_unref(message_);
    sd_bus_message_new_method_call(bus_, &message_, "a.b", "/a", "a.b", "C");
    fill(message_);
    EXPECT_GE(sd_bus_message_seal(message_, 1, 0), 0);
    EXPECT_GE(sd_bus_message_rewind(message_, 1), 0);
    return beyond(message_).value_or("");
  }

  sd_bus_message* message_ = nullptr;

 private:
  sd_bus* bus_ = nullptr;
  int other_end_ = -1;
};

Messages::Fill map_of(int entries) {
  return [entries](sd_bus_message* m) {
    sd_bus_message_open_container(m, 'a', "{sv}");
    for (int i = 0; i < entries; ++i)
      sd_bus_message_append(m, "{sv}", std::to_string(i).c_str(), "y", 1);
    sd_bus_message_close_container(m);
  };
}

Messages::Fill text_of(std::size_t bytes) {
  return [bytes](sd_bus_message* m) {
    sd_bus_message_append(m, "s", std::string(bytes, 'x').c_str());
  };
}

Messages::Fill paths(int count) {
  return [count](sd_bus_message* m) {
    sd_bus_message_open_container(m, 'a', "o");
    for (int i = 0; i < count; ++i) sd_bus_message_append(m, "o", "/a");
    sd_bus_message_close_container(m);
  };
}

TEST_F(Messages, WithoutArgumentsAreWithinBounds) {
  EXPECT_EQ(problem([](sd_bus_message*) {}), "");
}

TEST_F(Messages, AreReadFromTheStartAfterwards) {
  ASSERT_EQ(problem(text_of(3)), "");
  const char* text = "";
  ASSERT_GT(sd_bus_message_read(message_, "s", &text), 0);
  EXPECT_STREQ(text, "xxx");
}

TEST_F(Messages, HaveMapsOfThirtyTwoEntriesAtMost) {
  EXPECT_EQ(problem(map_of(32)), "");
  EXPECT_EQ(problem(map_of(33)), "arguments: a map of more than 32 entries");
}

TEST_F(Messages, HaveTextsOfFourKibibytesAtMost) {
  EXPECT_EQ(problem(text_of(4096)), "");
  EXPECT_EQ(problem(text_of(4097)), "arguments: a text of more than 4096 bytes");
}

TEST_F(Messages, AreLookedAtWithinVariants) {
  EXPECT_EQ(problem([](sd_bus_message* m) {
              sd_bus_message_append(m, "a{sv}", 1, "x", "s", std::string(5000, 'x').c_str());
            }),
            "arguments: a text of more than 4096 bytes");
  EXPECT_EQ(problem([](sd_bus_message* m) {
              sd_bus_message_open_container(m, 'v', "a{sv}");
              map_of(33)(m);
              sd_bus_message_close_container(m);
            }),
            "arguments: a map of more than 32 entries");
}

TEST_F(Messages, HaveKeysThatAreTextsToo) {
  EXPECT_EQ(problem([](sd_bus_message* m) {
              sd_bus_message_append(m, "a{sv}", 1, std::string(5000, 'x').c_str(), "y", 1);
            }),
            "arguments: a text of more than 4096 bytes");
}

TEST_F(Messages, HaveArraysOfBoundedLength) {
  EXPECT_EQ(problem(paths(256)), "");
  EXPECT_EQ(problem(paths(257)), "arguments: an array of more than 256 elements");
}

TEST_F(Messages, HaveABoundOnAllTogether) {
  EXPECT_EQ(problem([](sd_bus_message* m) {
              for (int i = 0; i < 5; ++i) paths(250)(m);
            }),
            "arguments: more than 1024 values");
  EXPECT_EQ(problem([](sd_bus_message* m) {
              for (int i = 0; i < 17; ++i) text_of(4096)(m);
            }),
            "arguments: texts of more than 65536 bytes together");
}

TEST_F(Messages, AreNotNestedWithoutEnd) {
  constexpr int kDepth = 20;
  EXPECT_EQ(problem([](sd_bus_message* m) {
              for (int i = 0; i < kDepth; ++i) sd_bus_message_open_container(m, 'v', "v");
              sd_bus_message_append(m, "v", "y", 1);
              for (int i = 0; i < kDepth; ++i) sd_bus_message_close_container(m);
            }),
            "arguments: nested too deep");
}

}  // namespace
}  // namespace rmcp::bus
