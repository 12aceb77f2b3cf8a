// SPDX-License-Identifier: MIT
// Files for programs that nobody starts by hand: variables, and for services links to the libraries
// that replace their own.
#pragma once
#include "daemon/publish/unit_program.hpp"
#include "lib/policy/sessions.hpp"
#include "lib/policy/unit.hpp"
#include "lib/records/device_view.hpp"
#include "lib/start/program_export.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rmcp::publish {

struct UnitFiles {
  std::map<std::string, std::string> environment;  // name of the device or unit: text
  std::map<std::string, std::string> modules;      // name of the device as a module's: text
  std::string session;                             // empty: sessions get nothing
  /// By unit, SONAME: the file of the set.
  std::map<std::string, std::map<std::string, std::string>> links;
  /// A piece for each unit, and one for sessions if policy has any.
  std::vector<ProgramExport> programs;
  std::vector<std::string> left_out;  // `NAME: reason`, of these and of single devices
  /// Of services that were asked to decide by GPU code, and could not.
  std::vector<std::string> undecided;
};

struct UnitQuestion {
  std::vector<const DeviceView*> views;
  std::vector<unsigned> cpu_nodes;
  std::vector<ServiceUnit> units;
  std::optional<Sessions> sessions;
  Runtimes runtimes;
  UnitPrograms programs;
  std::string hsa_tool;  // empty: not installed
};

/// The files contain no index of a device: they outlive the next plug.
UnitFiles make_unit_files(const UnitQuestion& question);

}  // namespace rmcp::publish
