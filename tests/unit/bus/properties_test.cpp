// SPDX-License-Identifier: MIT
// The properties in the XML are the fields of the tables in lib/records: the same names in the same
// order, of types that fit.
#include "daemon/bus/convert.hpp"
#include "lib/records/device_view.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <sstream>

namespace rmcp::bus {
namespace {

struct Property {
  std::string name, type;
};

std::vector<Property> properties_in(const std::string& interface) {
  std::ifstream file(std::string(RMCP_SOURCE_DIR) + "/daemon/dbus/" + interface + ".xml");
  std::stringstream text;
  text << file.rdbuf();
  const auto xml = text.str();
  static const std::regex property(R"re(<property name="(\w+)" type="([^"]+)")re");
  std::vector<Property> out;
  for (auto it = std::sregex_iterator(xml.begin(), xml.end(), property); it != decltype(it)(); ++it)
    out.push_back({(*it)[1], (*it)[2]});
  return out;
}

/// The types that a getter can make of the field.
std::vector<std::string> types_of(const Field& field) {
  static const std::vector<std::string> kTypes[] = {
      {"b"}, {"x"}, {"t", "u", "y"}, {"s"}, {"as"}, {"a{ss}"}, {"a{sas}"}, {"a{sv}"}, {"aa{sv}"}};
  return kTypes[field.index()];
}

void expect_same(const std::vector<Property>& properties, const Record& record,
                 std::span<const Key> keys) {
  ASSERT_EQ(properties.size(), keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    EXPECT_EQ(properties[i].name, property_name(std::string(keys[i].name)));
    const auto types = types_of(record[i].second);
    EXPECT_NE(std::find(types.begin(), types.end(), properties[i].type), types.end())
        << properties[i].name << " is " << properties[i].type;
  }
}

TEST(Properties, OfADeviceAreTheFieldsOfItsTable) {
  expect_same(properties_in("io.github.rmcpd1.Device"), describe(DeviceView{}),
              keys_of<DeviceView>());
}

TEST(Properties, OfALibrarySetAreTheFieldsOfItsTable) {
  expect_same(properties_in("io.github.rmcpd1.Library"), describe(LibrarySet{}),
              keys_of<LibrarySet>());
}

}  // namespace
}  // namespace rmcp::bus
