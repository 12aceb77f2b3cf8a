// SPDX-License-Identifier: MIT
// Makes the name that identifies a card in every slot.
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
  id.unique_ = has_unique_id(device);
  id.key_ = id.stable_;
  if (!id.unique_) id.key_ += "@" + to_string(device.address);
  std::replace(id.key_.begin(), id.key_.end(), '/', '_');
  return id;
}

bool has_unique_id(const Device& device) { return device.unique_id || device.serial; }

bool same_card(const Device& a, const Device& b) {
  if (a.unique_id || b.unique_id) return a.unique_id == b.unique_id;
  return a.vendor == b.vendor && a.device == b.device && a.subsystem_vendor == b.subsystem_vendor &&
         a.subsystem_device == b.subsystem_device && a.serial.has_value() == b.serial.has_value() &&
         as_identifier(a.serial.value_or("")) == as_identifier(b.serial.value_or(""));
}

std::optional<CardId> card_id(const Device& device) {
  return device.identity == Identity::pending ? std::nullopt : std::optional(id_as_seen(device));
}

}  // namespace rmcp
