// SPDX-License-Identifier: MIT
// What a program that nobody starts by hand gets from its devices, or why it does not: a service of
// [[unit]], the programs of [sessions], a container.
#pragma once
#include "lib/gpu/pci_address.hpp"
#include "lib/start/obstacle.hpp"
#include "lib/text/origin.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

enum class ProgramKind { unit, sessions, container };
std::string_view to_string(ProgramKind kind);

enum class ExportResult {
  exported,
  partly_exported,    // variables, and no libraries
  nothing_to_export,  // policy sets nothing for programs on these devices
  waiting,            // for a device
  not_exported,
  unknown,  // only a running rmcpd knows
};
std::string_view to_string(ExportResult result);
/// Nothing for any other word: a newer daemon's.
std::optional<ExportResult> parse_export_result(std::string_view word);

struct ProgramExport {
  ProgramKind kind = ProgramKind::unit;
  std::string name;                        // "ollama.service"
  std::vector<std::string> devices = {};   // as policy names them
  std::vector<PciAddress> addresses = {};  // which these are now
  ExportResult result = ExportResult::exported;
  std::map<std::string, std::string> environment = {};
  std::string library = {};  // the set whose libraries it gets
  Hindrance hindrance = {};
  Origin origin = {};  // in policy; container devices have none

  bool operator==(const ProgramExport&) const = default;
};

/// `NAME: REASON`.
std::string complaint_of(const ProgramExport& program);

}  // namespace rmcp
