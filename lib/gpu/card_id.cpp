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
  if (device.identity.unique_id) return fmt::format("uid-{:016x}", *device.identity.unique_id);
  std::string id =
      fmt::format("pci-{:04x}:{:04x}:{:04x}:{:04x}", device.pci.vendor, device.pci.device,
                  device.pci.subsystem_vendor, device.pci.subsystem_device);
  if (device.identity.serial) id += "-" + as_identifier(*device.identity.serial);
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

bool has_unique_id(const Device& device) {
  return device.identity.unique_id || device.identity.serial;
}

bool same_card(const Device& a, const Device& b) {
  if (a.identity.unique_id || b.identity.unique_id)
    return a.identity.unique_id == b.identity.unique_id;
  return a.pci.same_model(b.pci) &&
         a.identity.serial.has_value() == b.identity.serial.has_value() &&
         as_identifier(a.identity.serial.value_or("")) ==
             as_identifier(b.identity.serial.value_or(""));
}

std::optional<CardId> card_id(const Device& device) {
  return device.identity.known == Identity::pending ? std::nullopt
                                                    : std::optional(id_as_seen(device));
}

}  // namespace rmcp
