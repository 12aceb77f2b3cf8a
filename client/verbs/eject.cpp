// SPDX-License-Identifier: MIT
// eject: the kernel lets a GPU go, so that it can be unplugged.
#include "client/document/device.hpp"
#include "client/document/json.hpp"
#include "client/inspect/holders.hpp"
#include "client/render/users.hpp"
#include "client/source/agent.hpp"
#include "client/verbs/verbs.hpp"

#include <fmt/format.h>

namespace rmcp::client {
namespace {

/// Why the device had better not be taken away; empty when nothing speaks against it. What the
/// daemon can see for itself, it refuses itself.
std::string why_not_ejected(const Json& device) {
  const auto holders = find_holders(device_of(device).device);
  const auto users = to_json(holders).at("users");
  if (users.empty()) return "";
  return fmt::format("{}: in use by {}. To eject it nevertheless: --force", text(device, "address"),
                     users_in_words(users));
}

}  // namespace

Exit run_eject(Context& context) {
  auto daemon = context.daemon();
  if (!daemon) return complain(daemon.error());
  const auto& options = context.options();
  const auto shown = (*daemon)->show(options.arguments);
  if (!shown) return complain(shown.error());
  const auto& device = items(*shown, "devices").front();
  if (const auto wrong = options.force ? "" : why_not_ejected(device); !wrong.empty()) {
    complain(wrong);
    return Exit::failed;
  }
  const PasswordAgent agent(options.host);
  const auto address = text(device, "address");
  const auto done =
      (*daemon)->eject(address, {.interactive = agent.running(), .force = options.force});
  if (!done) return complain(done.error());
  context.show(Json{{"address", address}, {"ejected", true}}, [&](const Json&, const Style&) {
    return fmt::format("{} can be unplugged\n", address);
  });
  return Exit::ok;
}

}  // namespace rmcp::client
