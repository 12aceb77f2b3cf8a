// SPDX-License-Identifier: MIT
// Finds devices by alias and address.
#include "daemon/publish/program_devices.hpp"

#include "daemon/publish/process_devices.hpp"
#include "lib/knobs/knob.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rmcp::publish {
namespace {

const DeviceView* view_named(const std::string& name, const std::vector<const DeviceView*>& views) {
  const auto it = std::find_if(views.begin(), views.end(), [&](const DeviceView* view) {
    const auto names = names_of(*view);
    return view->state != State::absent &&
           std::find(names.begin(), names.end(), name) != names.end();
  });
  return it == views.end() ? nullptr : *it;
}

Hindrance why_not_ready(const std::string& name, const DeviceView& view) {
  if (view.state == State::settling)
    return {Obstacle::device_settling, fmt::format("{} is settling", name)};
  return {Obstacle::device_unmanaged, fmt::format("{} is not bound to amdgpu", name)};
}

/// A setting for programs that policy wants on the device, and that no program gets.
bool has_unpublished(const DeviceView& view) {
  return std::any_of(
      view.desired.settings.begin(), view.desired.settings.end(), [&](const auto& s) {
        const auto* knob = s.second.knob;
        return knob != nullptr && is_published(*knob) && !view.published.contains(s.first);
      });
}

}  // namespace

bool is_ready(const DeviceView& view) {
  return view.device.managed() && view.state != State::settling && view.state != State::absent;
}

ProgramDevices find_program_devices(const std::vector<std::string>& names,
                                    const std::vector<const DeviceView*>& views,
                                    Obstacle if_absent) {
  ProgramDevices out;
  if (names.size() == 1 && names.front() == "all") {
    out.views = default_devices(views);
    if (out.views.empty()) out.hindrance = why_no_default_device(views);
    return out;
  }
  for (const auto& name : names) {
    const auto* view = view_named(name, views);
    if (view != nullptr) out.views.push_back(view);
    if (out.hindrance || (view != nullptr && is_ready(*view))) continue;
    out.hindrance = view == nullptr ? Hindrance{if_absent, fmt::format("{} is absent", name)}
                                    : why_not_ready(name, *view);
  }
  return out;
}

Obstacle obstacle_of(Absent absent) {
  switch (absent) {
    case Absent::start:
      break;
    case Absent::wait:
      return Obstacle::device_awaited;
    case Absent::fail:
      return Obstacle::device_required;
  }
  return Obstacle::device_absent;
}

Hindrance why_nothing(const std::vector<const DeviceView*>& views,
                      const std::vector<std::string>& remarks) {
  for (const auto* view : views)
    if (has_unpublished(*view))
      return {Obstacle::settings_not_in_force,
              fmt::format("settings for programs on {} are not in force: it is {}",
                          names_of(*view).front(), to_string(view->state))};
  const auto publishes = [](const DeviceView* view) { return !view->published.empty(); };
  if (!remarks.empty() && std::any_of(views.begin(), views.end(), publishes))
    return {Obstacle::settings_give_nothing, fmt::format("{}", fmt::join(remarks, "; "))};
  return {Obstacle::nothing_published, "policy sets nothing for programs on these devices"};
}

}  // namespace rmcp::publish
