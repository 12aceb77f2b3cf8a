// SPDX-License-Identifier: MIT
// MessagePack is walked to its end, whatever is in it.
#include "lib/elf/message_pack.hpp"

#include "message_pack_builder.hpp"

#include <gmock/gmock.h>

namespace rmcp::elf {
namespace {

using testing::ElementsAre;

/// "path/of/keys=value" of each text and number; "a reason" at the end if there is one.
std::vector<std::string> walked(std::string_view bytes) {
  std::vector<std::string> out;
  const auto failure = walk_message(bytes, [&](const MessagePath& path, MessageValue&& value) {
    std::string line;
    for (const auto& key : path) line += key + '/';
    if (value.text) line += '=' + *value.text;
    if (value.number) line += '=' + std::to_string(*value.number);
    if (value.text || value.number) out.push_back(line);
    return Failure();
  });
  if (failure) out.emplace_back("a reason");
  return out;
}

TEST(MessagePack, ValuesHaveTheKeysThatLeadToThem) {
  EXPECT_THAT(walked(pack_map({{pack_text("a"), pack_map({{pack_text("b"), pack_number(7)}})},
                               {pack_text("c"), pack_texts({"d", "e"})}})),
              ElementsAre("a/b/=7", "c//=d", "c//=e"));
}

TEST(MessagePack, EveryTypeIsPassed) {
  for (const auto& value : pack_everything()) {
    const auto lines =
        walked(pack_map({{pack_text("any"), value}, {pack_text("last"), pack_text("seen")}}));
    ASSERT_FALSE(lines.empty());
    EXPECT_EQ(lines.back(), "last/=seen") << testing::PrintToString(value);
  }
}

TEST(MessagePack, NumbersKeepTheirValue) {
  for (const std::uint64_t value :
       {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, std::uint64_t{0xffff},
        std::uint64_t{1} << 32, (std::uint64_t{1} << 53) + 1, ~std::uint64_t{0}})
    EXPECT_THAT(walked(pack_map({{pack_text("n"), pack_number(value)}})),
                ElementsAre("n/=" + std::to_string(value)));
  EXPECT_THAT(walked(pack_map({{pack_text("n"), pack_signed(5, 2)}})), ElementsAre("n/=5"));
  EXPECT_THAT(walked(pack_map({{pack_text("n"), pack_signed(-5, 2)}})), ElementsAre());
}

TEST(MessagePack, OnlyTheFirstDocumentIsWalked) {
  EXPECT_THAT(walked(pack_texts({"a"}) + pack_texts({"b"})), ElementsAre("/=a"));
  EXPECT_THAT(walked(pack_texts({"a"}) + "\xc1"), ElementsAre("/=a"));
}

TEST(MessagePack, DepthIsBounded) {
  EXPECT_THAT(walked(pack_nested(16, false)), ElementsAre());
  EXPECT_THAT(walked(pack_nested(16, true)), ElementsAre());
  for (const bool maps : {false, true})
    for (const std::size_t depth : {18U, 100U, 1000000U})
      EXPECT_THAT(walked(pack_nested(depth, maps)), ElementsAre("a reason")) << depth;
}

TEST(MessagePack, StopsWithTheFailureOfItsListener) {
  int calls = 0;
  const auto failure =
      walk_message(pack_texts({"a", "b"}), [&](const MessagePath&, MessageValue&&) {
        ++calls;
        return Failure("enough");
      });
  EXPECT_EQ(failure, "enough");
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace rmcp::elf
