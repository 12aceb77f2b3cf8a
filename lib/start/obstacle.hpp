// SPDX-License-Identifier: MIT
// Why a program does not get what policy has for its devices, and what to do about it: `run`,
// `env`, services, sessions and containers give the same reasons and the same next steps.
#pragma once
#include "lib/text/failure.hpp"

#include <string>
#include <string_view>

namespace rmcp {

enum class ExportResult;  // program_export.hpp

/// Each kind has one next step, but for the last two.
enum class Obstacle {
  none,
  // Of any program.
  no_device,
  no_gpu,
  compute_disabled,
  no_kfd_node,
  node_hidden,  // from this process
  library_refused,
  links_missing,
  libraries_differ,
  values_differ,
  overrides_differ,
  // Of programs that nobody starts by hand.
  device_settling,
  device_unmanaged,
  device_absent,  // a service starts without it
  device_awaited,
  device_required,
  session_device_absent,
  settings_not_in_force,
  nothing_published,
  // Of the libraries of a service.
  runtime_not_read,
  runtime_unreadable,
  runtime_without_libraries,
  set_without_library,
  set_in_archives,
  // The reason says all.
  settings_give_nothing,
  unfit_for_containers,  // a container device
};

/// The next step for people, in the imperative or as a sentence; empty: there is none.
std::string_view next_step(Obstacle obstacle);

/// What the obstacle leaves of an export.
ExportResult result_of(Obstacle obstacle);

/// A reason for people, and its kind.
struct Hindrance {
  Obstacle obstacle = Obstacle::none;
  std::string reason;

  explicit operator bool() const { return obstacle != Obstacle::none; }
  bool operator==(const Hindrance&) const = default;
};

/// `REASON: NEXT STEP`, for who asked for the program.
Failure as_failure(const Hindrance& hindrance);

}  // namespace rmcp
