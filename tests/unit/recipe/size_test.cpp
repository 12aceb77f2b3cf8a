// SPDX-License-Identifier: MIT
// Amounts of storage.
#include "client/recipe/size.hpp"

#include <gtest/gtest.h>

namespace rmcp::recipe {
namespace {

TEST(Size, IsReadWithItsUnit) {
  EXPECT_EQ(parse_size("20 GB"), 20'000'000'000u);
  EXPECT_EQ(parse_size("20GB"), 20'000'000'000u);
  EXPECT_EQ(parse_size("1.5 GiB"), 1'610'612'736u);
  EXPECT_EQ(parse_size("4096 B"), 4096u);
  EXPECT_EQ(parse_size("8 kB"), 8000u);
}

TEST(Size, IsRefusedWithoutOneOrOutOfReason) {
  for (const char* text : {"", "20", "GB", "20 gigabytes", "-1 GB", "0 GB", "1e3 GB", "nan GB",
                           "inf GB", "99999999999 TB", "20 GB more", "0x10 MB"})
    EXPECT_FALSE(parse_size(text)) << text;
}

TEST(Size, IsShownWithThreeDigits) {
  EXPECT_EQ(size_text(0), "0 B");
  EXPECT_EQ(size_text(999), "999 B");
  EXPECT_EQ(size_text(20'000'000'000), "20 GB");
  EXPECT_EQ(size_text(19'340'000'000), "19.3 GB");
  EXPECT_EQ(size_text(999'700), "1 MB");
}

}  // namespace
}  // namespace rmcp::recipe
