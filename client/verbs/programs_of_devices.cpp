// SPDX-License-Identifier: MIT
// Compares addresses.
#include "client/verbs/programs_of_devices.hpp"

#include "client/document/json.hpp"
#include "lib/start/program_export.hpp"

#include <algorithm>

namespace rmcp::client {

void keep_programs_of_devices(Json& document) {
  const auto is_shown = [&document](const Json& address) {
    const auto& devices = items(document, "devices");
    return std::any_of(devices.begin(), devices.end(), [&](const Json& device) {
      return address.is_string() && address == text(device, "address");
    });
  };
  Json kept = Json::array();
  for (const auto& program : items(document, "programs")) {
    const auto& addresses = items(program, "addresses");
    if (text(program, "kind") == to_string(ProgramKind::container)
            ? std::all_of(addresses.begin(), addresses.end(), is_shown)
            : std::any_of(addresses.begin(), addresses.end(), is_shown))
      kept.push_back(program);
  }
  document["programs"] = std::move(kept);
}

}  // namespace rmcp::client
