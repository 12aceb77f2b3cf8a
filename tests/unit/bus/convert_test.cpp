// SPDX-License-Identifier: MIT
// Records as dictionaries, options as a struct.
#include "daemon/bus/convert.hpp"

#include "daemon/bus/names.hpp"

#include <gtest/gtest.h>

namespace rmcp::bus {
namespace {

std::string error_of(const Dictionary& options, Accepts accepts) {
  try {
    read_options(options, accepts);
  } catch (const sdbus::Error& error) {
    return error.getName() + ": " + error.getMessage();
  }
  return "";
}

TEST(Options, AreReadByName) {
  const auto options = read_options(
      {{"interactive", sdbus::Variant{true}}, {"keep", sdbus::Variant{true}}}, Accepts::keep);
  EXPECT_TRUE(options.interactive && options.keep);
  EXPECT_FALSE(read_options({}, Accepts::keep).keep);
}

TEST(Options, UnknownOnesAreInvalidArgs) {
  EXPECT_EQ(error_of({{"colour", sdbus::Variant{1}}}, Accepts::keep),
            "org.freedesktop.DBus.Error.InvalidArgs: unknown option 'colour'");
  EXPECT_EQ(error_of({{"keep", sdbus::Variant{true}}}, Accepts::common),
            "org.freedesktop.DBus.Error.InvalidArgs: unknown option 'keep'");
}

TEST(Options, OnesOfAnotherTypeAreInvalidArgs) {
  EXPECT_EQ(error_of({{"interactive", sdbus::Variant{std::string("yes")}}}, Accepts::common),
            "org.freedesktop.DBus.Error.InvalidArgs: option 'interactive' has to be a boolean");
}

TEST(PropertyName, IsTheFieldInCamelCase) {
  EXPECT_EQ(property_name("pci_id"), "PciId");
  EXPECT_EQ(property_name("note"), "Note");
}

TEST(Dictionary, KeepsEveryKindOfField) {
  const Record record{{"b", true},
                      {"n", std::uint64_t{7}},
                      {"s", std::string("x")},
                      {"l", std::vector<std::string>{"a"}},
                      {"m", std::map<std::string, std::string>{{"k", "v"}}}};
  const auto dictionary = to_dictionary(record);
  EXPECT_TRUE(dictionary.at("b").get<bool>());
  EXPECT_EQ(dictionary.at("n").get<std::uint64_t>(), 7u);
  EXPECT_EQ((dictionary.at("m").get<std::map<std::string, std::string>>().at("k")), "v");
}

}  // namespace
}  // namespace rmcp::bus
