// SPDX-License-Identifier: MIT
// Which environment is followed, and what is said about one that is not.
#include "runtime-patch/wishes.hpp"

#include <gtest/gtest.h>

#include <string>

namespace rmcp::hsa {
namespace {

std::string said(const Surroundings& surroundings, bool expect_empty = true) {
  Text text;
  EXPECT_EQ(decide(surroundings, text).empty(), expect_empty);
  return std::string(text.view());
}

TEST(Wishes, WithoutAPolicyNothingIsSaid) {
  EXPECT_EQ(said({false, nullptr, nullptr}), "");
  EXPECT_EQ(said({false, "", nullptr}), "");
  EXPECT_EQ(said({true, nullptr, nullptr}), "");
}

TEST(Wishes, APolicyIsFollowed) { EXPECT_EQ(said({false, "record=yes", nullptr}, false), ""); }

TEST(Wishes, NotInAProgramWithMoreRightsThanItsCaller) {
  EXPECT_EQ(said({true, "record=yes", nullptr}),
            "RMCP_HSA_POLICY: ignored: this program has more rights than its caller");
}

TEST(Wishes, NotInPart) {
  EXPECT_EQ(said({false, "record=yes;host_memory=hot", nullptr}),
            "RMCP_HSA_POLICY: 'host_memory=hot': not as-asked or coarse; nothing is changed");
}

TEST(Wishes, AnEndlessPolicyIsCutInTheMessage) {
  const std::string text(5000, 'x');
  EXPECT_LT(said({false, text.c_str(), nullptr}).size(), 800U);
}

TEST(Text, PrintsAddressesAsTheKernelDoes) {
  Text text;
  text << PciAddress{0, 3, 0, 0} << " " << PciAddress{0x10001, 0xab, 0x1f, 7} << " " << 0U;
  EXPECT_EQ(text.view(), "0000:03:00.0 10001:ab:1f.7 0");
}

}  // namespace
}  // namespace rmcp::hsa
