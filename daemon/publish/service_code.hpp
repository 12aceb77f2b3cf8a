// SPDX-License-Identifier: MIT
// The GPU code by which the override of a service is decided. Pure.
#pragma once
#include "daemon/publish/unit_program.hpp"
#include "lib/policy/unit.hpp"
#include "lib/start/process_environment.hpp"

#include <string>

namespace rmcp::publish {

/// What is known of services' files.
struct ServiceFiles {
  const Runtimes& runtimes;
  const UnitPrograms& programs;
};

/// The service's own code decides, in its runtime and its program; that of ROCm's libraries only if
/// it has none, and then that of the library set before others.
ProcessRuntime service_runtime(const ServiceUnit& unit, const ProcessDevice& first,
                               const ServiceFiles& files);

/// The reason, if service_runtime() has no code; empty while files are still being read.
std::string why_no_service_code(const ServiceUnit& unit, const ServiceFiles& files);

}  // namespace rmcp::publish
