// SPDX-License-Identifier: MIT
// From documents of devices to what programs are started with.
#include "client/launch/request.hpp"

#include "client/document/device.hpp"
#include "client/document/json.hpp"
#include "client/document/shape.hpp"
#include "lib/records/process_device.hpp"

#include <gtest/gtest.h>

namespace rmcp::client {
namespace {

/// A device as it comes over the bus, where optional facts are the words yes, no, unknown.
Json on_the_bus(const char* address, const char* apu) {
  return shape(Json{{"address", address},
                    {"alias", ""},
                    {"driver", "amdgpu"},
                    {"gfx", "gfx1103"},
                    {"apu", apu},
                    {"unique_id", ""},
                    {"kfd_nodes", Json::array({Json{{"node", 1}, {"render_minor", 128}}})},
                    {"state", "applied"},
                    {"published", Json::object()}},
               keys_of<DeviceView>());
}

std::string addresses(const Json& devices) {
  const auto chosen = default_of(process_devices(devices_of(devices)));
  if (!chosen) return chosen.error().text;
  std::string out;
  for (const auto& device : *chosen) out += (out.empty() ? "" : " ") + to_string(device.address);
  return out;
}

ProcessDevice process_device(const Json& document) {
  return rmcp::process_device(device_of(document));
}

TEST(ProcessDevice, IsReadFromTheShapeOfADocument) {
  EXPECT_TRUE(process_device(on_the_bus("0000:c4:00.0", "yes")).apu);
  EXPECT_FALSE(process_device(on_the_bus("0000:03:00.0", "no")).apu);
  EXPECT_FALSE(process_device(on_the_bus("0000:03:00.0", "unknown")).apu);
  auto device = on_the_bus("0000:03:00.0", "no");
  EXPECT_EQ(process_device(device).render_minors, std::vector<unsigned>{128});
  EXPECT_FALSE(process_device(device).settling);
  device["state"] = "settling";
  EXPECT_TRUE(process_device(device).settling);
}

TEST(ProcessDevice, KnowsTheLinesThatItsSettingsComeFrom) {
  auto device = on_the_bus("0000:03:00.0", "no");
  device["published"]["environment.X"] = "0";
  device["settings"] = Json::parse(R"([
    {"knob":"environment.X","value":"0","file":"/etc/rmcp/policy.d/10-a.toml","line":7},
    {"knob":"attribute.power_cap","value":"150 W","file":"/etc/rmcp/policy.d/10-a.toml","line":8}])");
  const auto origins = process_device(device).origins;
  ASSERT_EQ(origins.size(), 1U);
  EXPECT_EQ(origins.at("environment.X"), "10-a.toml:7");
}

TEST(DefaultDevices, LeaveAnApuOutBesideACardAndTakeItAlone) {
  const auto apu = on_the_bus("0000:c4:00.0", "yes"), card = on_the_bus("0000:03:00.0", "no");
  EXPECT_EQ(addresses(Json::array({card, apu})), "0000:03:00.0");
  EXPECT_EQ(addresses(Json::array({apu})), "0000:c4:00.0");
  auto disabled = card;
  disabled["published"]["compute.enabled"] = "false";
  EXPECT_EQ(addresses(Json::array({disabled, apu})), "0000:c4:00.0");
  EXPECT_EQ(
      addresses(Json::array({disabled})),
      "no GPU here can compute: 0000:03:00.0: policy has compute.enabled = false: remove that "
      "setting to let programs use it");
}

}  // namespace
}  // namespace rmcp::client
