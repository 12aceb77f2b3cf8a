// SPDX-License-Identifier: MIT
// Reads `[sessions]`.
#include "daemon/config/device_names.hpp"
#include "daemon/config/table_readers.hpp"
#include "lib/toml/keys.hpp"

namespace rmcp::config {
namespace {

constexpr std::string_view kSessionDevices = "devices";

void read_session_devices(const toml::Entry& entry, Sessions& sessions,
                          toml::Complaints& complaints) {
  sessions.devices = read_device_names(entry.value, complaints);
}

constexpr toml::Key<Sessions> kSessionsKeys[] = {{kSessionDevices, read_session_devices}};

}  // namespace

std::optional<Sessions> read_sessions(const toml::Entry& entry, toml::Complaints& complaints) {
  const auto before = complaints.count();
  Sessions sessions{.devices = {}, .origin = complaints.origin(entry.at)};
  const auto* table = toml::expect_section(entry, "[sessions]", complaints);
  if (table == nullptr) return std::nullopt;
  toml::read_keys(*table, kSessionsKeys, " in sessions", sessions, complaints);
  if (toml::find(*table, kSessionDevices) == nullptr)
    complaints.error(entry.at, "sessions need devices");
  return complaints.count() == before ? std::optional(std::move(sessions)) : std::nullopt;
}

}  // namespace rmcp::config
