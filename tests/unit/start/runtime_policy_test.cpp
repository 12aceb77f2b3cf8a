// SPDX-License-Identifier: MIT
// The text in $RMCP_HSA_POLICY: what is printed is read back, what is wrong is named.
#include "lib/start/runtime_policy.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rmcp {
namespace {

constexpr PciAddress kFirst{0, 3, 0, 0};
constexpr PciAddress kOther{0x10001, 0x0a, 31, 7};

RuntimePolicy parsed(std::string_view text) {
  RuntimePolicy policy;
  RuntimePolicyFault fault;
  EXPECT_TRUE(parse_runtime_policy(text, policy, fault)) << fault.word << ": " << fault.reason;
  return policy;
}

std::string complaint(std::string_view text) {
  RuntimePolicy policy;
  RuntimePolicyFault fault;
  if (parse_runtime_policy(text, policy, fault)) return "none";
  return fmt::format("{}: {}", fault.word, fault.reason);
}

TEST(RuntimePolicy, WithoutWishesHasNoText) {
  EXPECT_TRUE(RuntimePolicy{}.empty());
  EXPECT_EQ(to_string(RuntimePolicy{}), "");
  RuntimePolicy kept;
  ASSERT_TRUE(kept.set_fine_grain(kFirst, FineGrain::keep));
  EXPECT_TRUE(kept.empty());
  EXPECT_EQ(to_string(kept), "");
}

TEST(RuntimePolicy, IsReadBackAsItWasPrinted) {
  RuntimePolicy policy;
  ASSERT_TRUE(policy.set_fine_grain(kFirst, FineGrain::hide));
  ASSERT_TRUE(policy.set_fine_grain(kOther, FineGrain::forbid));
  policy.host_memory = HostMemory::coarse;
  policy.host_memory_from = 4096;
  policy.record = true;
  const std::string text = to_string(policy);
  EXPECT_EQ(text,
            "0000:03:00.0/fine_grain=hide;10001:0a:1f.7/fine_grain=forbid;host_memory=coarse;"
            "host_memory_from=4096;record=yes");
  EXPECT_EQ(parsed(text), policy);
  EXPECT_FALSE(policy.empty());
}

TEST(RuntimePolicy, IsReadInAnyOrderAndLeavesOtherGpusAlone) {
  const RuntimePolicy policy = parsed("record=yes;host_memory=coarse;0000:03:00.0/fine_grain=hide");
  EXPECT_EQ(policy.fine_grain(kFirst), FineGrain::hide);
  EXPECT_EQ(policy.fine_grain(kOther), FineGrain::keep);
  EXPECT_EQ(policy.host_memory_from, RuntimePolicy::kDefaultHostMemoryFrom);
}

TEST(RuntimePolicy, AWishIsReplacedNotAdded) {
  RuntimePolicy policy;
  ASSERT_TRUE(policy.set_fine_grain(kFirst, FineGrain::hide));
  ASSERT_TRUE(policy.set_fine_grain(kFirst, FineGrain::forbid));
  EXPECT_EQ(policy.device_count, 1U);
  EXPECT_EQ(policy.fine_grain(kFirst), FineGrain::forbid);
}

TEST(RuntimePolicy, HasRoomForTheLargestMachine) {
  RuntimePolicy policy;
  for (std::size_t i = 0; i < RuntimePolicy::kMaxDevices; ++i)
    ASSERT_TRUE(policy.set_fine_grain({static_cast<std::uint32_t>(i), 3, 0, 0}, FineGrain::hide));
  EXPECT_FALSE(policy.set_fine_grain({0xffff, 3, 0, 0}, FineGrain::hide));
  EXPECT_EQ(parsed(to_string(policy)), policy);
  EXPECT_EQ(complaint(to_string(policy) + ";ffff:03:00.0/fine_grain=hide"),
            "ffff:03:00.0/fine_grain=hide: more than 64 GPUs");
}

TEST(RuntimePolicy, NamesTheWordThatIsWrong) {
  EXPECT_EQ(complaint(""), ": nothing after '='");
  EXPECT_EQ(complaint("record=yes;"), ": nothing after '='");
  EXPECT_EQ(complaint("record"), "record: nothing after '='");
  EXPECT_EQ(complaint("record=yes;record=yes"), "record=yes: given twice");
  EXPECT_EQ(complaint("record=true"), "record=true: not yes or no");
  EXPECT_EQ(complaint(" record=yes"), " record=yes: unknown to this version");
  EXPECT_EQ(complaint("host_memory=fine"), "host_memory=fine: not as-asked or coarse");
  for (const char* number : {"", "-1", "64K", "0x10", "99999999999999999999"}) {
    const std::string word = fmt::format("host_memory_from={}", number);
    EXPECT_EQ(complaint(word), word + ": not a number of bytes");
  }
  EXPECT_EQ(complaint("0000:03:00.0/fine_grain=off"),
            "0000:03:00.0/fine_grain=off: not keep, hide or forbid");
  EXPECT_EQ(complaint("0000:03:00.0/record=yes"),
            "0000:03:00.0/record=yes: not a setting of a GPU");
  EXPECT_EQ(complaint("0000:03:00.0/fine_grain=hide;0000:03:00.0/fine_grain=keep"),
            "0000:03:00.0/fine_grain=keep: given twice");
}

TEST(RuntimePolicy, WantsWholeAddresses) {
  for (const char* address :
       {"03:00.0", "0000:3:00.0", "0000:03:00.8", "0000:03:20.0", "0000:03:00", "-000:03:00.0",
        "0000:03:00.0:1", "*", "", "000000000:03:00.0"}) {
    const std::string word = fmt::format("{}/fine_grain=hide", address);
    EXPECT_EQ(complaint(word), word + ": not an address such as 0000:03:00.0");
  }
}

TEST(RuntimePolicy, HasTheWordsOfTheKnobs) {
  for (const auto wish : {FineGrain::keep, FineGrain::hide, FineGrain::forbid}) {
    FineGrain read{};
    EXPECT_TRUE(parse_word(to_word(wish), read));
    EXPECT_EQ(read, wish);
  }
  HostMemory host{};
  EXPECT_TRUE(parse_word(to_word(HostMemory::coarse), host));
  EXPECT_EQ(host, HostMemory::coarse);
  EXPECT_FALSE(parse_word("", host));
}

}  // namespace
}  // namespace rmcp
