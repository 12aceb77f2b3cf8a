// SPDX-License-Identifier: MIT
// Finds the holders of one device.
#include "client/verbs/in_use.hpp"

#include "client/document/device.hpp"
#include "client/document/json.hpp"
#include "client/inspect/holders.hpp"
#include "client/render/users.hpp"

#include <fmt/format.h>

namespace rmcp::client {

std::string in_use(const Json& device, std::string_view verb) {
  const auto holders = find_holders(device_of(device).device);
  const auto document = to_json(holders);
  const auto users = items(Shown(document, Style{}), "users");
  if (users.empty()) return "";
  return fmt::format("{}: in use by {}. To {} it anyway: --force", text(device, "address"),
                     users_in_words(users), verb);
}

}  // namespace rmcp::client
