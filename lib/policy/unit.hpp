// SPDX-License-Identifier: MIT
// A service to which policy gives devices: systemd starts it, so its variables are kept in a file.
#pragma once
#include "lib/text/failure.hpp"
#include "lib/text/origin.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

struct Policy;

/// The behaviour of a service if one of its devices is absent.
enum class Absent {
  start,  // without the variables
  wait,   // until it is
  fail,
};
std::string_view to_string(Absent absent);

/// `[[unit]] name = "ollama.service", devices = ["all"]`.
struct ServiceUnit {
  std::string name;
  std::vector<std::string> devices;  // aliases and addresses; or "all" alone
  std::string runtime;  // folder of its own ROCm, over which a library set is mounted; empty: none
  Absent absent = Absent::start;
  Origin origin;

  [[nodiscard]] bool all() const { return devices.size() == 1 && devices.front() == "all"; }
};

/// Services whose unit changes: new, gone or different. By name.
std::vector<std::string> changed_units(const std::vector<ServiceUnit>& before,
                                       const std::vector<ServiceUnit>& after);

/// The reason why a name cannot be that of a service. It becomes part of file
/// names.
Failure check_unit_name(std::string_view name);

/// The reason why a folder cannot be written into unit files.
Failure check_unit_folder(std::string_view path);

/// Returns errors for services named twice, and advice for devices that no [[device]] defines.
std::vector<Diagnostic> check_units(const Policy& policy);

}  // namespace rmcp
