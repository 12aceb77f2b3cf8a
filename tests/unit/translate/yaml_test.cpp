// SPDX-License-Identifier: MIT
// YAML of strangers is read within bounds, and errors have their place.
#include "client/yaml/yaml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace rmcp::client {
namespace {

using ::testing::HasSubstr;

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

std::string reason(const std::string& text) {
  const auto tree = read_yaml(text);
  return tree ? "" : tree.error().text;
}

TEST(Yaml, values_have_their_places) {
  const auto tree = read_yaml("a: 1\nb:\n  - x\n  - {c: 'y z'}\n");
  ASSERT_TRUE(tree);
  const auto* list = find(*tree, "b");
  ASSERT_TRUE(list != nullptr && list->list() != nullptr);
  EXPECT_EQ(list->list()->at(0).at.line, 3u);
  EXPECT_EQ(list->list()->at(0).at.column, 5u);
  const auto* inner = find(list->list()->at(1), "c");
  ASSERT_TRUE(inner != nullptr && inner->text() != nullptr);
  EXPECT_EQ(*inner->text(), "y z");
}

TEST(Yaml, null_is_a_value_that_is_not_there) {
  const auto tree = read_yaml("a: null\nb: ~\nc:\nd: 'null'\n");
  ASSERT_TRUE(tree);
  for (const auto* key : {"a", "b", "c"}) EXPECT_EQ(find(*tree, key), nullptr) << key;
  EXPECT_NE(find(*tree, "d"), nullptr);
}

TEST(Yaml, a_syntax_error_has_its_place) {
  const auto tree = read_yaml("a: 1\nb: [1, 2\nc: 3\n");
  ASSERT_FALSE(tree);
  EXPECT_THAT(tree.error().text, HasSubstr("YAML syntax"));
  EXPECT_GE(tree.error().at.line, 2u);
}

TEST(Yaml, hostile_texts_are_refused_with_a_reason) {
  EXPECT_THAT(reason(""), HasSubstr("empty"));
  EXPECT_THAT(reason("a: &x [1]\nb: *x\n"), HasSubstr("aliases"));
  EXPECT_THAT(reason("a: 1\na: 2\n"), HasSubstr("'a' stands twice in its table, first in line 1"));
  EXPECT_THAT(reason("a: 1\n---\nb: 1\n"), HasSubstr("one document"));
  EXPECT_THAT(reason("? [a]\n: 1\n"), HasSubstr("one word"));
  EXPECT_THAT(reason("a: " + repeated("{a: ", 20'000)), HasSubstr("more than 16 levels"));
  EXPECT_NE(reason(repeated("[", 200'000)), "");
  EXPECT_NE(reason(repeated("- ", 100'000)), "");
  EXPECT_THAT(reason("a: [" + repeated("1,", 50'000) + "1]"), HasSubstr("more than 20000 values"));
  EXPECT_THAT(reason(repeated("#", 300 * 1024)), HasSubstr("more than 256 KiB"));
}

}  // namespace
}  // namespace rmcp::client
