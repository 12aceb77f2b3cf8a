// SPDX-License-Identifier: MIT
// Everything that is displayed of one device: the device itself, its wanted settings, their
// outcome.
#pragma once
#include "lib/gpu/device.hpp"
#include "lib/plan/report.hpp"
#include "lib/plan/trial.hpp"
#include "lib/policy/advice.hpp"
#include "lib/policy/policy.hpp"
#include "lib/records/record.hpp"
#include "lib/sets/library_choice.hpp"
#include "lib/start/process_environment.hpp"
#include "lib/text/failure.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <map>
#include <string>

namespace rmcp {

struct DeviceView {
  Device device;
  /// Other present devices with the same alias in policy; the alias then identifies none of them.
  std::vector<PciAddress> alias_shared_with;
  std::vector<Advice> advice;  // about its wanted settings
  State state = State::settling;
  std::string note;
  Desired desired;
  Overlay overlay;                // settings made at run time
  Published published;            // settings for the start of programs
  LibraryChoice library;          // the libraries for its programs
  std::optional<LibrarySet> set;  // chosen or refused; as of the last verification
  Report last;
  std::uint64_t last_applied_usec = 0;  // CLOCK_REALTIME; 0: never
  TrialPhase trial = TrialPhase::none;
  /// When an open trial will be taken back, CLOCK_REALTIME; 0: none is open.
  std::uint64_t trial_until_usec = 0;
};

/// The libraries for the programs of a device: `use` (none, system, set, refused), `reason`,
/// `problem`, `caveats`, the `name` of the set and, if that is known, all fields of describe() of
/// the set.
Record describe_library(const DeviceView& view);

/// The devices that match `pattern`, by the first of these that any device has: its address (also
/// short); its alias; card1, renderD129, the first digits of its unique id (at least 4), its name;
/// a glob for the name; words of the name. Case is ignored in names.
std::vector<PciAddress> find_devices(const std::vector<const DeviceView*>& devices,
                                     std::string_view pattern);

/// The one device that matches. If there is none, or more than one, the error lists the devices.
Expected<PciAddress> find_device(const std::vector<const DeviceView*>& devices,
                                 std::string_view pattern);

}  // namespace rmcp
