// SPDX-License-Identifier: MIT
// Reads `[[unit]]`; name and devices are required.
#include "daemon/config/device_names.hpp"
#include "daemon/config/table_readers.hpp"
#include "lib/toml/keys.hpp"
#include "lib/toml/text_field.hpp"

#include <fmt/format.h>

namespace rmcp::config {
namespace {

constexpr std::string_view kName = "name";
constexpr std::string_view kDevices = "devices";
constexpr std::string_view kRuntime = "runtime";
constexpr std::string_view kAbsent = "absent";

void read_unit_name(const toml::Entry& entry, ServiceUnit& unit, toml::Complaints& complaints) {
  const auto text = toml::read_text(entry.value, kName, complaints);
  if (!text) return;
  if (const auto wrong = check_unit_name(*text))
    return complaints.error(entry.value.at, fmt::format("name: {}", wrong.text));
  unit.name = *text;
  unit.origin = complaints.origin(entry.value.at);
}

void read_devices(const toml::Entry& entry, ServiceUnit& unit, toml::Complaints& complaints) {
  unit.devices = read_device_names(entry.value, complaints);
}

void read_runtime(const toml::Entry& entry, ServiceUnit& unit, toml::Complaints& complaints) {
  const auto text = toml::read_text(entry.value, kRuntime, complaints);
  if (!text) return;
  if (const auto wrong = check_unit_folder(*text))
    return complaints.error(entry.value.at, fmt::format("runtime: {}", wrong.text));
  unit.runtime = *text;
}

void read_absent(const toml::Entry& entry, ServiceUnit& unit, toml::Complaints& complaints) {
  const auto choice =
      toml::read_choice(entry, {Absent::start, Absent::wait, Absent::fail}, complaints);
  if (choice) unit.absent = *choice;
}

constexpr toml::Key<ServiceUnit> kUnitKeys[] = {{kName, read_unit_name},
                                                {kDevices, read_devices},
                                                {kRuntime, read_runtime},
                                                {kAbsent, read_absent}};

}  // namespace

void read_unit(const toml::Node& node, std::vector<ServiceUnit>& units,
               toml::Complaints& complaints) {
  const auto* table = toml::expect_table(node, "unit", complaints);
  if (table == nullptr) return;
  ServiceUnit unit;
  const auto before = complaints.count();
  for (const auto key : {kName, kDevices})
    if (toml::find(*table, key) == nullptr)
      complaints.error(node.at, fmt::format("a unit needs {}", key));
  toml::read_keys(*table, kUnitKeys, " in a unit", unit, complaints);
  // There is no moment at which all devices are present.
  if (complaints.count() == before && unit.all() && unit.absent == Absent::wait)
    complaints.error(node.at, "absent = \"wait\" needs devices by name, not \"all\"");
  // A waiting unit is started later, by its name.
  if (complaints.count() == before && unit.absent == Absent::wait &&
      unit.name.ends_with("@.service"))
    complaints.error(node.at, fmt::format("absent = \"wait\" is for one service, not for a "
                                          "template: name the instance, not '{}'",
                                          unit.name));
  if (complaints.count() == before) units.push_back(std::move(unit));
}

}  // namespace rmcp::config
