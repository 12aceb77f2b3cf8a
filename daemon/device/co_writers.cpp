// SPDX-License-Identifier: MIT
// The table of co-writers.
#include "daemon/device/co_writers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rmcp {
namespace {

using namespace std::string_view_literals;

constexpr std::array kPowerProfilesNames{"org.freedesktop.UPower.PowerProfiles"sv,
                                         "net.hadess.PowerProfiles"sv};
constexpr std::array kTunedNames{"com.redhat.tuned"sv};
constexpr std::array kCoreCtrlNames{"org.corectrl.helper"sv};
constexpr std::array kLevel{"attribute.power_dpm_force_performance_level"sv};

constexpr CoWriter kWriters[] = {
    {.name = "power-profiles-daemon",
     .bus_names = kPowerProfilesNames,
     .writes = "the performance level of every card, unless that is manual or its action "
               "amdgpu_dpm is off",
     .shared_knobs = kLevel,
     .source = "power-profiles-daemon src/ppd-action-amdgpu-dpm.c"},
    {.name = "TuneD",
     .bus_names = kTunedNames,
     .writes = "power settings of cards, according to its profile",
     .source = "TuneD tuned/plugins/plugin_video.py"},
    {.name = "CoreCtrl",
     .bus_names = kCoreCtrlNames,
     .writes = "clocks, voltages, fans and power caps",
     .source = "CoreCtrl src/helper"},
    {.name = "lactd",
     .bus_names = {},
     .socket = "/run/lactd.sock",
     .writes = "clocks, voltages, fans and power caps",
     .source = "LACT lact-daemon/src/socket.rs"},
};

template <class Range>
bool any_present(const Range& names, const std::set<std::string>& present) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return present.contains(std::string(name)); });
}

}  // namespace

std::span<const CoWriter> co_writers() { return kWriters; }

std::vector<std::string> co_writer_bus_names() {
  std::vector<std::string> names;
  for (const auto& writer : kWriters)
    names.insert(names.end(), writer.bus_names.begin(), writer.bus_names.end());
  return names;
}

std::vector<const CoWriter*> running_co_writers(const std::set<std::string>& bus_names,
                                                const std::set<std::string>& sockets) {
  std::vector<const CoWriter*> running;
  for (const auto& writer : kWriters) {
    const std::array socket{writer.socket};
    if (any_present(writer.bus_names, bus_names) || any_present(socket, sockets))
      running.push_back(&writer);
  }
  return running;
}

std::string describe(const CoWriter& writer) {
  return fmt::format("{}: writes {}", writer.name, writer.writes);
}

}  // namespace rmcp
