// SPDX-License-Identifier: MIT
// Starts, with a watch on the bus and on the notify socket.
#include "daemons.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace rmcp::bench {
namespace {

constexpr double kLongestStart = 10'000;

/// Set when a name gets an owner.
struct NameWatch {
  std::string name;
  Clock::time_point start;
  double after = 0;

  static int changed(sd_bus_message* message, void* self, sd_bus_error*) {
    auto& me = *static_cast<NameWatch*>(self);
    const char *name = nullptr, *before = nullptr, *now = nullptr;
    if (sd_bus_message_read(message, "sss", &name, &before, &now) > 0 && me.name == name &&
        *now != '\0')
      me.after = milliseconds_since(me.start);
    return 0;
  }
};

std::string in_machine(const char* variable) {
  const char* value = std::getenv(variable);
  if (value == nullptr)
    throw std::runtime_error(std::string(variable) + " is not set: run me in rmcp-machine");
  return value;
}

void add_if_installed(std::vector<Daemon>& daemons, Daemon daemon) {
  if (::access(daemon.command.arguments.front().c_str(), X_OK) == 0)
    daemons.push_back(std::move(daemon));
}

}  // namespace

std::vector<Daemon> find_daemons(const std::string& rmcpd, const std::string& directory) {
  const auto folder = [&](const char* name) {
    std::filesystem::create_directories(directory + "/" + name);
    return directory + "/" + name;
  };
  std::vector<Daemon> daemons;
  daemons.push_back({"rmcpd",
                     "io.github.rmcpd",
                     {{rmcpd, "--config-dirs=" + in_machine("RMCP_MACHINE_POLICY"),
                       "--modprobe-dirs=" + folder("modprobe.d"), "--state-dir=" + folder("state"),
                       "--runtime-dir=" + folder("run")},
                      {}},
                     true});
  add_if_installed(daemons, {"switcheroo-control",
                             "net.hadess.SwitcherooControl",
                             {{"/usr/libexec/switcheroo-control"}, {}}});
  // Its data base must not be this system's.
  const auto bolt = folder("bolt");
  add_if_installed(
      daemons, {"boltd",
                "org.freedesktop.bolt",
                {{"/usr/libexec/boltd"},
                 {{"BOLT_DBPATH", bolt}, {"STATE_DIRECTORY", bolt}, {"RUNTIME_DIRECTORY", bolt}}}});
  return daemons;
}

RunningDaemon::RunningDaemon(OpenBus& bus, const Daemon& daemon, const std::string& directory) {
  NotifySocket notify(directory + "/notify");
  NameWatch watch{daemon.bus_name, Clock::now(), 0};
  sd_bus_slot* slot = nullptr;
  sd_bus_match_signal(bus.get(), &slot, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                      "org.freedesktop.DBus", "NameOwnerChanged", NameWatch::changed, &watch);
  Command command = daemon.command;
  command.environment["DBUS_SYSTEM_BUS_ADDRESS"] = bus.address();
  if (daemon.says_ready) command.environment["NOTIFY_SOCKET"] = notify.path();
  watch.start = Clock::now();
  program_ = std::make_unique<Program>(command);
  while (watch.after == 0 || (daemon.says_ready && started_.ready == 0)) {
    bus.turn(100, notify.fd());
    if (notify.take_ready()) started_.ready = milliseconds_since(watch.start);
    if (!program_->running() || milliseconds_since(watch.start) > kLongestStart)
      throw std::runtime_error(daemon.title + ": does not start");
  }
  started_.name_owned = watch.after;
  sd_bus_slot_unref(slot);
}

std::vector<StartFigures> measure_starts(OpenBus& bus, const std::vector<Daemon>& daemons,
                                         const std::string& directory, int rounds) {
  constexpr auto kSettled = 400'000;  // microseconds
  std::vector<StartFigures> figures(daemons.size());
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < daemons.size(); ++i) {
      const RunningDaemon running(bus, daemons[i], directory);
      ::usleep(kSettled);
      const auto memory = memory_of(running.pid());
      figures[i].name_owned.push_back(running.started().name_owned);
      figures[i].ready.push_back(running.started().ready);
      figures[i].resident.push_back(memory.resident);
      figures[i].anonymous.push_back(memory.anonymous);
    }
  }
  return figures;
}

}  // namespace rmcp::bench
