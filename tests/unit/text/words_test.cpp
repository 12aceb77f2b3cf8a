// SPDX-License-Identifier: MIT
// Excerpts of texts that strangers send.
#include "lib/text/words.hpp"

#include <gtest/gtest.h>

namespace rmcp {
namespace {

TEST(Excerpt, IsCutAndWithoutControlCharacters) {
  EXPECT_EQ(excerpt("rx6600"), "rx6600");
  EXPECT_EQ(excerpt("a\x1b[31m\n"), "a\\033[31m\\012");
  EXPECT_EQ(excerpt("\u009b\u202e\xff"), "\\302\\233\\342\\200\\256\\377");
  EXPECT_EQ(excerpt(std::string(64, 'x')), std::string(64, 'x'));
  EXPECT_EQ(excerpt(std::string(65, 'x')), std::string(64, 'x') + "...");
}

TEST(Excerpt, IsNotCutWithinACharacter) {
  EXPECT_EQ(excerpt(std::string(63, 'x') + "\u00e9y"), std::string(63, 'x') + "...");
  EXPECT_EQ(excerpt(std::string(62, 'x') + "\u00e9y"), std::string(62, 'x') + "\u00e9...");
}

}  // namespace
}  // namespace rmcp
