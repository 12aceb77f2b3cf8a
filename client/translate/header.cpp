// SPDX-License-Identifier: MIT
// How to put a translated policy into force.
#include "client/translate/header.hpp"

#include "client/translate/draft.hpp"

#include <fmt/format.h>

namespace rmcp::client {

std::string policy_header(std::string_view tool, std::string_view service, bool risky) {
  auto out = comment(
      fmt::format("Settings of {}, as policy of rmcpd. Read it, save it as "
                  "/etc/rmcp/policy.d/20-imported.toml, "
                  "and look at what it would do: rmcpctl config check && rmcpctl plan --new",
                  tool));
  out += comment(
      fmt::format("Two programs that set one card undo each other's settings. Before rmcpctl "
                  "reload, stop the other: systemctl disable --now {}",
                  service));
  if (risky)
    out += comment(
        "Clocks, voltages and fans are risky: rmcpd writes them only after a trial that was "
        "confirmed (rmcpctl apply --revert-after=60s, then rmcpctl confirm), or in a rule with "
        "trusted = true. So is a power cap above the card's default.");
  return out + "format = 1\n";
}

}  // namespace rmcp::client
