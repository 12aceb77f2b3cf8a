// SPDX-License-Identifier: MIT
// dbus-daemon with a configuration made for one machine.
#include "private_bus.hpp"

#include "capture_files.hpp"

#include <fmt/format.h>

#include <gio/gio.h>

#include <stdexcept>

namespace rmcp::testbed {
namespace fs = std::filesystem;
namespace {

// The system bus' own rules, as far as this matters: everything is denied that is not allowed.
constexpr std::string_view kConfiguration = R"(<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path={directory}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <deny own="*"/>
    <deny send_type="method_call"/>
    <allow send_type="signal"/>
    <allow send_requested_reply="true" send_type="method_return"/>
    <allow send_requested_reply="true" send_type="error"/>
    <allow receive_type="method_call"/>
    <allow receive_type="method_return"/>
    <allow receive_type="error"/>
    <allow receive_type="signal"/>
    <allow send_destination="org.freedesktop.DBus"/>
    <deny send_destination="org.freedesktop.DBus" send_interface="org.freedesktop.DBus"
          send_member="UpdateActivationEnvironment"/>
    <!-- What rmcp-peer stands in for. -->
    <allow own="org.freedesktop.login1"/>
    <allow send_destination="org.freedesktop.login1"/>
    <allow own="org.freedesktop.PolicyKit1"/>
    <allow send_destination="org.freedesktop.PolicyKit1"/>
    <allow own="net.hadess.PowerProfiles"/>
    <allow send_destination="net.hadess.PowerProfiles"/>
    <allow own="org.freedesktop.systemd1"/>
    <allow send_destination="org.freedesktop.systemd1"/>
  </policy>
  <include ignore_missing="yes">/usr/share/dbus-1/system.d/org.freedesktop.PolicyKit1.conf</include>
  <includedir>{directory}/bus.d</includedir>
</busconfig>
)";

// An ordinary user runs the daemon as himself: that the name is root's must not stop him.
constexpr std::string_view kOwnerPolicy = R"(<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <policy user="{uid}">
    <allow own="io.github.rmcpd"/>
    <allow send_destination="io.github.rmcpd"/>
  </policy>
</busconfig>
)";

// Until the tree has units/io.github.rmcpd.conf.
constexpr std::string_view kFallbackPolicy = R"(<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <policy user="root"><allow own="io.github.rmcpd"/></policy>
  <policy context="default"><allow send_destination="io.github.rmcpd"/></policy>
</busconfig>
)";

std::string filled(std::string_view text, std::string_view place, std::string_view value) {
  std::string made(text);
  for (auto at = made.find(place); at != std::string::npos; at = made.find(place, at)) {
    made.replace(at, place.size(), value);
    at += value.size();
  }
  return made;
}

void write_text(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }

void write_policies(const std::string& directory) {
  const fs::path ours = fs::path(RMCP_UNITS_DIR) / "io.github.rmcpd.conf";
  const std::string text = read_text(ours);
  // Later files win: the user's leave comes after the project's policy.
  write_text(directory + "/bus.d/10-rmcpd.conf",
             text.empty() ? std::string(kFallbackPolicy) : text);
  if (::geteuid() != 0) {
    write_text(directory + "/bus.d/20-owner.conf",
               filled(kOwnerPolicy, "{uid}", std::to_string(::geteuid())));
  }
}

}  // namespace

PrivateBus::PrivateBus(const std::string& directory) : address_("unix:path=" + directory + "/bus") {
  fs::create_directories(directory + "/bus.d");
  const std::string configuration = directory + "/bus.conf";
  write_text(configuration, filled(kConfiguration, "{directory}", directory));
  write_policies(directory);
  const std::string log = directory + "/bus.log";
  daemon_ = std::make_unique<Child>(Command{{"dbus-daemon", "--config-file=" + configuration,
                                             "--nofork", "--nopidfile", "--print-address"},
                                            current_environment(),
                                            log});
  const bool listening = run_until(
      [&] { return !daemon_->running() || read_text(log).find("unix:path=") != std::string::npos; },
      10000);
  if (!listening || !daemon_->running()) throw std::runtime_error("dbus-daemon: " + read_text(log));
}

bool PrivateBus::has_owner(const std::string& name) const {
  GDBusConnection* bus = g_dbus_connection_new_for_address_sync(
      address_.c_str(),
      static_cast<GDBusConnectionFlags>(G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                        G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION),
      nullptr, nullptr, nullptr);
  if (bus == nullptr) return false;
  GVariant* reply = g_dbus_connection_call_sync(
      bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
      g_variant_new("(s)", name.c_str()), nullptr, G_DBUS_CALL_FLAGS_NONE, 1000, nullptr, nullptr);
  gboolean owned = FALSE;
  if (reply != nullptr) {
    g_variant_get(reply, "(b)", &owned);
    g_variant_unref(reply);
  }
  g_object_unref(bus);
  return owned != FALSE;
}

}  // namespace rmcp::testbed
