// SPDX-License-Identifier: MIT
// Talks to systemd: org.freedesktop.systemd1(5).
#include "daemon/bus/systemd.hpp"

#include "lib/sys/rounds.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <vector>

namespace rmcp::bus {
namespace {

constexpr auto kSystemd = "org.freedesktop.systemd1";
constexpr auto kSystemdPath = "/org/freedesktop/systemd1";
constexpr auto kSystemdManager = "org.freedesktop.systemd1.Manager";
constexpr auto kSystemdService = "org.freedesktop.systemd1.Service";

// Path, arguments, whether failures are ignored; then its last run.
using ExecCommand =
    sdbus::Struct<std::string, std::vector<std::string>, bool, std::uint64_t, std::uint64_t,
                  std::uint64_t, std::uint64_t, std::uint32_t, std::int32_t, std::int32_t>;
using ExecCommands = std::vector<ExecCommand>;

Expected<std::string> unknown(const std::string& why) {
  return tl::unexpected(fmt::format("systemd does not tell its program ({})", why));
}

Expected<std::string> first_program(const sdbus::Variant& value) {
  if (!value.containsValueOfType<ExecCommands>())
    return unknown("ExecStart is no list of commands");
  const auto commands = value.get<ExecCommands>();
  if (commands.empty()) return unknown("there is no such service, or it has no ExecStart=");
  return std::get<0>(commands.front());
}

}  // namespace

Systemd::Systemd(const Bus& bus)
    : bus_(bus), manager_(make_proxy(bus.connection, kSystemd, kSystemdPath)) {}

void Systemd::reload(std::function<void(const std::string& problem)> done) {
  manager_->callMethodAsync("Reload")
      .onInterface(InterfaceName{kSystemdManager})
      .uponReplyInvoke([&loop = bus_.loop, done = std::move(done)](CallError error) {
        loop.guarded([&] { done(error ? error->getMessage() : std::string()); });
      });
}

void Systemd::find_program(const std::string& unit, Then then) {
  const std::chrono::microseconds patience = sys::kPatience;
  manager_->callMethodAsync("LoadUnit")
      .onInterface(InterfaceName{kSystemdManager})
      .withTimeout(patience)
      .withArguments(unit)
      .uponReplyInvoke(
          [this, then = std::move(then)](CallError error, const sdbus::ObjectPath& path) {
            bus_.loop.guarded([&] {
              if (error) return then(unknown(error->getMessage()));
              ask_program(path, then);
            });
          });
}

void Systemd::ask_program(const sdbus::ObjectPath& unit, const Then& then) {
  const std::chrono::microseconds patience = sys::kPatience;
  auto& proxy = units_[unit];
  if (!proxy) proxy = make_proxy(bus_.connection, kSystemd, unit.c_str());
  proxy->callMethodAsync("Get")
      .onInterface(InterfaceName{"org.freedesktop.DBus.Properties"})
      .withTimeout(patience)
      .withArguments(std::string(kSystemdService), std::string("ExecStart"))
      .uponReplyInvoke([&loop = bus_.loop, then](CallError error, const sdbus::Variant& value) {
        loop.guarded([&] { then(error ? unknown(error->getMessage()) : first_program(value)); });
      });
}

}  // namespace rmcp::bus
