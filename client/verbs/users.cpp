// SPDX-License-Identifier: MIT
// users: the processes that hold GPUs open. Found here, with this user's rights, without the
// daemon.
#include "client/render/users.hpp"

#include "client/document/device.hpp"
#include "client/document/json.hpp"
#include "client/inspect/holders.hpp"
#include "client/verbs/verbs.hpp"

namespace rmcp::client {
namespace {

Exit run_users(Context& context) {
  const auto shown = context.devices_at_hand(context.options().arguments);
  if (!shown) return complain(shown.error());
  Json document{{"devices", Json::array()}, {"unseen", 0}};
  for (const auto& device : items(*shown, "devices")) {
    const auto holders = to_json(find_holders(device_of(device).device));
    document["unseen"] = holders.at("unseen");
    document["devices"].push_back(Json{{"address", text(device, "address")},
                                       {"alias", text(device, "alias")},
                                       {"name", text(device, "name")},
                                       {"users", holders.at("users")}});
  }
  context.show(document, render_users);
  return Exit::ok;
}

}  // namespace

extern constexpr Verb kUsersVerb{.name = "users",
                                 .help = "Show which processes hold GPUs open",
                                 .arguments = kDevices,
                                 .local = kReadsProcesses,
                                 .run = run_users,
                                 .example = "rmcpctl users egpu"};

}  // namespace rmcp::client
