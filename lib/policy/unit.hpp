// SPDX-License-Identifier: MIT
// A service that policy gives devices: systemd starts it, so its variables lie ready in a file.
#pragma once
#include "lib/text/origin.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

struct Policy;

/// What a service does when one of its devices is not there.
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
  std::string runtime;  // folder with its own ROCm, that a library set covers; empty: none
  Absent absent = Absent::start;
  Origin origin;

  bool all() const { return devices.size() == 1 && devices.front() == "all"; }
};

/// Services that systemd would be told something else about: new, gone or changed. By name.
std::vector<std::string> changed_units(const std::vector<ServiceUnit>& before,
                                       const std::vector<ServiceUnit>& after);

/// What is wrong with the name of a service, empty when nothing is. It becomes part of file names.
std::string check_unit_name(std::string_view name);

/// What is wrong with a folder that stands in unit files; empty when nothing is.
std::string check_unit_folder(std::string_view path);

/// Errors where a service is named twice, advice where it has a device that nothing gives.
std::vector<Diagnostic> check_units(const Policy& policy);

}  // namespace rmcp
