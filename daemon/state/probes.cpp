// SPDX-License-Identifier: MIT
// Probes as files: {"boot_id", "bind_epoch", "values": {NAME: VALUE}, "uncertain"}.
#include "daemon/state/probes.hpp"

#include "daemon/state/json_file.hpp"

namespace rmcp::state {
namespace {

using nlohmann::json;

std::string probe_path(const std::string& folder, const PciAddress& address) {
  return folder + "/" + object_name(address) + ".json";
}

}  // namespace

Probes::Probes(const std::string& runtime_directory, std::string boot_id)
    : folder_(runtime_directory + "/probed"), boot_id_(std::move(boot_id)) {}

std::optional<Probe> Probes::read(const PciAddress& address, std::uint64_t epoch) const {
  JsonFile note(probe_path(folder_, address));
  const auto& root = note.root();
  if (note.get<std::string>(root, "boot_id") != boot_id_ ||
      note.get<std::uint64_t>(root, "bind_epoch") != epoch)
    return std::nullopt;
  Probe probe{.values = {}, .uncertain = note.get<bool>(root, "uncertain").value_or(true)};
  for (const auto& [name, text] : note.map(root, "values").items()) {
    if (const auto value = exact<std::string>(text))
      probe.values[name] = *value;
    else
      note.complain(name);
  }
  return probe;
}

sys::Status Probes::record(const PciAddress& address, std::uint64_t epoch, const Probe& probe) {
  const json document{{"boot_id", boot_id_},
                      {"bind_epoch", epoch},
                      {"values", probe.values},
                      {"uncertain", probe.uncertain}};
  return write_json(probe_path(folder_, address), document, Durable::no);
}

}  // namespace rmcp::state
