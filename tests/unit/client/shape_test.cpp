// SPDX-License-Identifier: MIT
// Documents have one shape, wherever they come from.
#include "client/document/shape.hpp"

#include "client/document/json.hpp"

#include <gtest/gtest.h>

namespace rmcp::client {
namespace {

Json device_shape(const Json& properties) { return shape(properties, keys_of<DeviceView>()); }

TEST(Shape, TurnsPropertyNamesIntoSnakeCase) {
  EXPECT_EQ(snake_case("PciId"), "pci_id");
  EXPECT_EQ(snake_case("State"), "state");
  EXPECT_EQ(snake_case("already_so"), "already_so");
}

TEST(Shape, MakesUnknownFactsNull) {
  const auto device = device_shape(Json::parse(
      R"({"vram_bytes":0,"apu":"no","external":"unknown","boot_vga":"yes","gfx":"","note":"","driver":"",
      "address":"0000:03:00.0","revision":0,"gfx_source":"unknown"})"));
  EXPECT_EQ(device.dump(), R"({"address":"0000:03:00.0","revision":0,"driver":null,"gfx":null,)"
                           R"("gfx_source":"unknown","apu":false,"external":null,"boot_vga":true,)"
                           R"("vram_bytes":null,"note":""})");
}

TEST(Shape, LeavesAShapedDeviceAsItIs) {
  const auto once = device_shape(
      Json::parse(R"({"apu":"yes","external":"unknown","gfx":"","render_nodes":["renderD128"]})"));
  EXPECT_EQ(device_shape(once), once);
}

TEST(Shape, KeepsPropertiesOfANewerDaemon) {
  EXPECT_EQ(device_shape(Json::parse(R"({"fault_count":3,"state":"applied"})")).dump(),
            R"({"state":"applied","fault_count":3})");
}

TEST(Shape, OrdersTheKeysOfRecords) {
  EXPECT_EQ(
      shape(Json::parse(R"([{"to":"1","new":2,"knob":"k","file":"f","from":"0","action":"set"}])"),
            keys_of<Step>())
          .dump(),
      R"([{"action":"set","knob":"k","from":"0","to":"1","file":"f","new":2}])");
  EXPECT_EQ(device_shape(Json::parse(R"({"settings":[{"value":"1","knob":"k"}]})")).dump(),
            R"({"settings":[{"knob":"k","value":"1"}]})");
}

TEST(Shape, NamesTheFieldsOfRows) {
  const auto rows =
      named(Json::parse(R"([["0000:03:00.0","N","g","d","r","p","s","n","egpu"]])"), row_keys());
  EXPECT_EQ(rows.dump(), R"([{"address":"0000:03:00.0","name":"N","gfx":"g","driver":"d",)"
                         R"("rules":"r","profile":"p","state":"s","note":"n","alias":"egpu"}])");
  EXPECT_EQ(device_rows(named(Json::parse(R"([["a","n","g","d","r","one,two","trial","n","",43]])"),
                              row_keys()))[0]
                .dump(),
            R"({"address":"a","name":"n","gfx":"g","driver":"d","rules":"r","profile":"one,two",)"
            R"("state":"trial","note":"n","alias":"","trial_until":43,"profiles":["one","two"]})");
  EXPECT_EQ(named(Json::parse(R"([["error","/f",3,2,"m"]])"), keys_of<Diagnostic>()).dump(),
            R"([{"severity":"error","file":"/f","line":3,"column":2,"message":"m"}])");
}

TEST(Shape, ConvertsPathsAndAddresses) {
  EXPECT_EQ(address_of("/io/github/rmcpd1/device/0000_03_00_0"), "0000:03:00.0");
  EXPECT_EQ(path_of("0000:03:00.0"), "/io/github/rmcpd1/device/0000_03_00_0");
  EXPECT_EQ(address_of("/io/github/rmcpd1/manager"), "");
  EXPECT_EQ(address_of("/io/github/rmcpd1/device/nonsense"), "");
  EXPECT_EQ(library_of("/io/github/rmcpd1/library/rocm_2d5_2e2"), "rocm-5.2");
  for (const auto* path : {"/io/github/rmcpd1/device/0000_03_00_0", "/io/github/rmcpd1/library/a_2",
                           "/io/github/rmcpd1/library/a_", "/io/github/rmcpd1/library/a_xy"})
    EXPECT_EQ(library_of(path), "") << path;
}

}  // namespace
}  // namespace rmcp::client
