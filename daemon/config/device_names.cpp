// SPDX-License-Identifier: MIT
// Reads lists of device names, each checked.
#include "daemon/config/device_names.hpp"

#include "lib/gpu/alias.hpp"
#include "lib/gpu/pci_address.hpp"
#include "lib/toml/text_field.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::config {
namespace {

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void add(const toml::Text& text, std::vector<std::string>& names, toml::Complaints& complaints) {
  const auto address = parse_pci_address(text.value);
  const auto name = address ? to_string(*address) : text.value;
  if (!address && name != kAllDevices && check_alias(name))
    return complaints.error(
        text.at, fmt::format("devices: '{}' is neither an alias nor a PCI address", text.value));
  if (has(names, name))
    return complaints.error(text.at, fmt::format("devices: '{}' is given twice", text.value));
  names.push_back(name);
}

}  // namespace

std::vector<std::string> read_device_names(const toml::Node& node, toml::Complaints& complaints) {
  std::vector<std::string> names;
  const auto before = complaints.count();
  for (const auto& text : toml::read_texts(node, "devices", complaints))
    add(text, names, complaints);
  if (complaints.count() != before) return names;
  if (names.empty()) complaints.error(node.at, "devices: name at least one");
  if (has(names, kAllDevices) && names.size() > 1)
    complaints.error(node.at, "devices: \"all\" has to be the only entry");
  return names;
}

}  // namespace rmcp::config
