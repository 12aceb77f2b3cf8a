// SPDX-License-Identifier: MIT
// Tests of the client: in UTF-8, because widths of characters depend on the locale, and in UTC.
#include <gtest/gtest.h>

#include <clocale>
#include <cstdlib>

int main(int argc, char** argv) {
  std::setlocale(LC_CTYPE, "C.UTF-8");
  setenv("TZ", "UTC", 1);
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
