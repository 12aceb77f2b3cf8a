// SPDX-License-Identifier: MIT
// Reading and printing PCI addresses.
#include "lib/gpu/pci_address.hpp"

#include <gtest/gtest.h>

namespace rmcp {
namespace {

TEST(PciAddress, ReadsTheKernelsForm) {
  EXPECT_EQ(parse_pci_address("0000:03:00.0"), (PciAddress{0, 3, 0, 0}));
  EXPECT_EQ(parse_pci_address("000a:c4:1f.7"), (PciAddress{10, 0xc4, 31, 7}));
}

TEST(PciAddress, ReadsLongDomains) {
  EXPECT_EQ(parse_pci_address("10000:e1:00.0"), (PciAddress{0x10000, 0xe1, 0, 0}));
}

TEST(PciAddress, ReadsTheShortForm) {
  EXPECT_EQ(parse_pci_address("3f:00.1"), (PciAddress{0, 0x3f, 0, 1}));
}

TEST(PciAddress, RefusesEverythingElse) {
  for (const char* text : {"",
                           ".",
                           ":",
                           "0000:03:00",
                           "03:00",
                           "0000:03:00.",
                           "0000:03:00.8",
                           "0000:03:20.0",
                           "0000:03:0.0",
                           "0000:3:00.0",
                           "0000:103:00.0",
                           ":03:00.0",
                           "0000:03:00.0 ",
                           " 03:00.0",
                           "0000:03:00.00",
                           "123456789:03:00.0",
                           "0000:0g:00.0",
                           "-1:03:00.0",
                           "0x0:03:00.0",
                           "0000:00:03:00.0",
                           "0000.03:00:0",
                           "pci0000:00"})
    EXPECT_EQ(parse_pci_address(text), std::nullopt) << '"' << text << '"';
}

TEST(PciAddress, PrintsWhatTheKernelPrints) {
  for (const char* text : {"0000:03:00.0", "000a:c4:1f.7", "10000:e1:00.0"}) {
    const auto address = parse_pci_address(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(to_string(*address), text);
  }
}

TEST(PciAddress, MakesAnObjectName) { EXPECT_EQ(object_name({0, 0x3f, 0x1d, 1}), "0000_3f_1d_1"); }

TEST(PciAddress, SortsByPlace) {
  EXPECT_LT((PciAddress{0, 3, 0, 1}), (PciAddress{0, 4, 0, 0}));
  EXPECT_LT((PciAddress{0, 0xff, 0, 0}), (PciAddress{1, 0, 0, 0}));
}

}  // namespace
}  // namespace rmcp
