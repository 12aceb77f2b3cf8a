// SPDX-License-Identifier: MIT
// What makes a card the same card in another slot.
#include "core/device.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp {
namespace {

/// A serial number comes from an EEPROM on the board and ends up in file names and records.
std::string as_identifier(std::string text) {
  const auto is_plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
  };
  std::replace_if(
      text.begin(), text.end(), [&](char c) { return !is_plain(c); }, '_');
  return text;
}

}  // namespace

std::string_view to_string(RuntimeStatus status) {
  switch (status) {
    case RuntimeStatus::active:
      return "active";
    case RuntimeStatus::suspended:
      return "suspended";
    case RuntimeStatus::unknown:
      break;
  }
  return "unknown";
}

std::string stable_id(const Device& device) {
  if (device.unique_id) return fmt::format("uid-{:016x}", *device.unique_id);
  std::string id = fmt::format("pci-{:04x}:{:04x}:{:04x}:{:04x}", device.vendor, device.device,
                               device.subsystem_vendor, device.subsystem_device);
  if (device.serial) id += "-" + as_identifier(*device.serial);
  return id;
}

std::string card_key(const Device& device) {
  auto key = stable_id(device);
  if (!has_unique_identity(device)) key += "@" + to_string(device.address);
  std::replace(key.begin(), key.end(), '/', '_');
  return key;
}

bool has_unique_identity(const Device& device) {
  return device.unique_id.has_value() || device.serial.has_value();
}

}  // namespace rmcp
