// SPDX-License-Identifier: MIT
// Identities as files: {"boot_id", "bind_epoch", "identity", "unique_id", "serial"}.
#include "daemon/state/identities.hpp"

#include "daemon/state/json_file.hpp"

#include <fmt/format.h>

namespace rmcp::state {
namespace {

using nlohmann::json;

std::string identity_path(const std::string& folder, const PciAddress& address) {
  return folder + "/" + object_name(address) + ".json";
}

void fill_in(JsonFile& note, Device& device) {
  const auto get = [&](const char* key) {
    return note.get<std::string>(note.root(), key).value_or("");
  };
  device.identity.known =
      get("identity") == to_string(Identity::unreadable) ? Identity::unreadable : Identity::read;
  device.identity.unique_id = parse_id(get("unique_id"));
  const auto serial = get("serial");
  device.identity.serial = serial.empty() ? std::nullopt : std::optional(serial);
}

}  // namespace

Identities::Identities(std::string runtime_directory)
    : folder_(std::move(runtime_directory) + "/identity") {}

bool Identities::recall(Device& device, const std::string& boot_id) const {
  JsonFile note(identity_path(folder_, device.address));
  const auto& root = note.root();
  const auto model = fmt::format("{:04x}:{:04x}", device.pci.vendor, device.pci.device);
  const bool same = note.get<std::string>(root, "boot_id") == boot_id &&
                    note.get<std::uint64_t>(root, "bind_epoch") == device.binding.epoch &&
                    note.get<std::string>(root, "pci_id") == model;
  // An identity with a damaged id is read anew.
  if (!same || !note.need<std::string>(root, "unique_id") || note.damaged()) return false;
  fill_in(note, device);
  return true;
}

sys::Status Identities::record(const Device& device, const std::string& boot_id) {
  const json document{
      {"boot_id", boot_id},
      {"bind_epoch", device.binding.epoch},
      {"pci_id", fmt::format("{:04x}:{:04x}", device.pci.vendor, device.pci.device)},
      {"identity", to_string(device.identity.known)},
      {"unique_id",
       device.identity.unique_id ? fmt::format("{:016x}", *device.identity.unique_id) : ""},
      {"serial", device.identity.serial.value_or("")}};
  return write_json(identity_path(folder_, device.address), document, Durable::no);
}

void Identities::binding_ended(const PciAddress& address, std::uint64_t epoch) {
  remove_record_of_binding(identity_path(folder_, address), epoch);
}

}  // namespace rmcp::state
