// SPDX-License-Identifier: MIT
// SECURITY: this decides what unprivileged callers can make root do. Written to be read.
#include "bus/authority.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <chrono>
#include <map>

namespace rmcp::bus {
namespace {

struct Row {
  std::string_view interface, member, action;
};

constexpr std::string_view kFree;  // reading the state is free

constexpr Row kRows[] = {
    {"io.github.rmcpd1.Manager", "List", kFree},
    {"io.github.rmcpd1.Manager", "FindDevice", kFree},
    {"io.github.rmcpd1.Manager", "ListKnown", kFree},
    {"io.github.rmcpd1.Manager", "ListKnobs", kFree},
    {"io.github.rmcpd1.Manager", "ListParameters", kFree},
    {"io.github.rmcpd1.Manager", "ListLibraries", kFree},
    {"io.github.rmcpd1.Manager", "ListProfiles", kFree},
    {"io.github.rmcpd1.Manager", "Reload", "io.github.rmcpd.reload"},
    {"io.github.rmcpd1.Manager", "Apply", "io.github.rmcpd.apply"},
    {"io.github.rmcpd1.Manager", "Revert", "io.github.rmcpd.revert"},
    {"io.github.rmcpd1.Manager", "Confirm", "io.github.rmcpd.apply"},
    {"io.github.rmcpd1.Device", "Plan", kFree},
    {"io.github.rmcpd1.Device", "Eject", "io.github.rmcpd.eject"},
    {"io.github.rmcpd1.Device", "Apply", "io.github.rmcpd.apply"},
    {"io.github.rmcpd1.Device", "Revert", "io.github.rmcpd.revert"},
    {"io.github.rmcpd1.Device", "Set", "io.github.rmcpd.set"},
    {"io.github.rmcpd1.Device", "Unset", "io.github.rmcpd.set"},
    {"io.github.rmcpd1.Device", "Use", "io.github.rmcpd.set"},
};

constexpr auto kBus = "org.freedesktop.DBus";
constexpr auto kPolkit = "org.freedesktop.PolicyKit1";

/// Errors of the bus that mean that polkit is not there, in contrast to it having said no.
bool means_absent(const std::string& error) {
  return error == "org.freedesktop.DBus.Error.ServiceUnknown" ||
         error == "org.freedesktop.DBus.Error.NameHasNoOwner" ||
         error.starts_with("org.freedesktop.DBus.Error.Spawn.");
}

class PolkitAuthority final : public Authority {
 public:
  explicit PolkitAuthority(sdbus::IConnection& connection)
      : bus_(make_proxy(connection, kBus, "/org/freedesktop/DBus")),
        polkit_(make_proxy(connection, kPolkit, "/org/freedesktop/PolicyKit1/Authority")) {}

  void check(const std::string& sender, std::string_view action, bool interactive,
             std::function<void(Verdict)> then) override {
    // The bus vouches for its own names; a process id could be another process by now.
    using Subject = sdbus::Struct<std::string, std::map<std::string, sdbus::Variant>>;
    const Subject subject{"system-bus-name", {{"name", sdbus::Variant{sender}}}};
    const std::uint32_t flags = interactive ? 1 : 0;  // AllowUserInteraction
    const std::chrono::microseconds patience =
        interactive ? std::chrono::minutes(5) : std::chrono::seconds(25);
    polkit_->callMethodAsync("CheckAuthorization")
        .onInterface(InterfaceName{"org.freedesktop.PolicyKit1.Authority"})
        .withTimeout(patience)
        .withArguments(subject, std::string(action), std::map<std::string, std::string>{}, flags,
                       std::string{})
        .uponReplyInvoke([this, sender, action = std::string(action), then = std::move(then)](
                             CallError error,
                             sdbus::Struct<bool, bool, std::map<std::string, std::string>> result) {
          if (error) {
            if (means_absent(error->getName())) return check_uid(sender, action, then);
            return then({false, fmt::format("polkit cannot decide about {}: {}", action,
                                            error->getMessage())});
          }
          const bool allowed = std::get<0>(result);
          const bool challenge = std::get<1>(result);
          then({allowed, allowed ? ""
                                 : fmt::format("{}: {}", action,
                                               challenge ? "authentication is needed" : "denied")});
        });
  }

 private:
  void check_uid(const std::string& sender, const std::string& action,
                 const std::function<void(Verdict)>& then) {
    bus_->callMethodAsync("GetConnectionUnixUser")
        .onInterface(InterfaceName{kBus})
        .withArguments(sender)
        .uponReplyInvoke([action, then](CallError error, std::uint32_t uid) {
          // Who runs the daemon can do with it what they like anyway; installed, that is root.
          const bool may = !error && (uid == 0 || uid == ::geteuid());
          then({may, may ? "" : fmt::format("{}: without polkit only root may", action)});
        });
  }

  std::unique_ptr<sdbus::IProxy> bus_, polkit_;
};

}  // namespace

std::optional<std::string_view> action_for(std::string_view interface, std::string_view member) {
  for (const auto& row : kRows) {
    if (row.interface == interface && row.member == member) return row.action;
  }
  return std::nullopt;
}

std::unique_ptr<Authority> make_polkit_authority(sdbus::IConnection& connection) {
  return std::make_unique<PolkitAuthority>(connection);
}

}  // namespace rmcp::bus
