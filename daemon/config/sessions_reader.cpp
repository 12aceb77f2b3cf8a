// SPDX-License-Identifier: MIT
// Reads `[sessions]`.
#include "daemon/config/sessions_reader.hpp"

#include "daemon/config/device_names.hpp"
#include "lib/toml/text_field.hpp"

#include <fmt/format.h>

namespace rmcp::config {

std::optional<Sessions> read_sessions(const toml::Entry& entry, toml::Complaints& complaints) {
  const auto before = complaints.count();
  Sessions sessions{.devices = {}, .origin = complaints.origin(entry.at)};
  const auto* table = std::get_if<toml::Table>(&entry.value.data);
  if (table == nullptr) {
    complaints.error(entry.at, fmt::format("sessions: expected a table, [sessions], found {}",
                                           toml::type_name(entry.value)));
    return std::nullopt;
  }
  for (const auto& own : *table) {
    if (own.key == "devices")
      sessions.devices = read_device_names(own.value, complaints);
    else
      complaints.error(own.at, fmt::format("unknown key '{}' in sessions{}", own.key,
                                           toml::suggestion(own.key, {"devices"})));
  }
  if (toml::find(*table, "devices") == nullptr) complaints.error(entry.at, "sessions need devices");
  return complaints.count() == before ? std::optional(std::move(sessions)) : std::nullopt;
}

}  // namespace rmcp::config
