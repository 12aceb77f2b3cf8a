// SPDX-License-Identifier: MIT
// What makes a card the same card in another slot.
#include "lib/gpu/card_id.hpp"

#include "lib/gpu/device.hpp"

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

std::string stable_of(const Device& device) {
  if (device.unique_id) return fmt::format("uid-{:016x}", *device.unique_id);
  std::string id = fmt::format("pci-{:04x}:{:04x}:{:04x}:{:04x}", device.vendor, device.device,
                               device.subsystem_vendor, device.subsystem_device);
  if (device.serial) id += "-" + as_identifier(*device.serial);
  return id;
}

}  // namespace

CardId id_as_seen(const Device& device) {
  CardId id;
  id.stable_ = stable_of(device);
  id.unique_ = device.unique_id.has_value() || device.serial.has_value();
  id.key_ = id.stable_;
  if (!id.unique_) id.key_ += "@" + to_string(device.address);
  std::replace(id.key_.begin(), id.key_.end(), '/', '_');
  return id;
}

std::optional<CardId> card_id(const Device& device) {
  return device.identity == Identity::pending ? std::nullopt : std::optional(id_as_seen(device));
}

}  // namespace rmcp
