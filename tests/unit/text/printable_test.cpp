// SPDX-License-Identifier: MIT
// Text that comes from elsewhere does nothing to a terminal.
#include "lib/text/printable.hpp"

#include <gtest/gtest.h>

namespace rmcp {
namespace {

TEST(Printable, KeepsOrdinaryText) {
  EXPECT_EQ(printable("AMD Radeon™ RX 6600", true), "AMD Radeon™ RX 6600");
}

TEST(Printable, EscapesControlCharacters) {
  EXPECT_EQ(printable("a\033[31mb\x07\n\t\x7f", true), "a\\033[31mb\\007\\012\\011\\177");
  EXPECT_EQ(printable(std::string_view("a\0b", 3), true), "a\\000b");
}

TEST(Printable, EscapesC1ControlsAndDirectionOverrides) {
  EXPECT_EQ(printable("\xc2\x9b", true), "\\302\\233");
  EXPECT_EQ(printable("\xe2\x80\xae", true), "\\342\\200\\256");
}

TEST(Printable, EscapesInvalidUtf8ByteByByte) {
  EXPECT_EQ(printable("\xff", true), "\\377");
  EXPECT_EQ(printable("\xc3", true), "\\303");
  EXPECT_EQ(printable("\xc0\xaf", true), "\\300\\257");           // overlong
  EXPECT_EQ(printable("\xed\xa0\x80", true), "\\355\\240\\200");  // surrogate
}

TEST(Printable, UsesOnlyAsciiWithoutUtf8) { EXPECT_EQ(printable("Radeon™ é", false), "Radeon? ?"); }

TEST(Printable, LeavesWhatIsPrintableAsItIs) {
  const auto once = printable("a\033\\ \xff\u202e™", true);
  EXPECT_EQ(printable(once, true), once);
}

TEST(Printable, KeepsLinesOfAFile) {
  EXPECT_EQ(printable_lines("a\n\tb\033", true), "a\n\tb\\033");
}

}  // namespace
}  // namespace rmcp
