// SPDX-License-Identifier: MIT
// The words of exports.
#include "lib/start/program_export.hpp"

#include "lib/text/words.hpp"

#include <fmt/format.h>

namespace rmcp {

std::string_view to_string(ProgramKind kind) {
  constexpr std::string_view kNames[] = {"unit", "sessions", "container"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view to_string(ExportResult result) {
  constexpr std::string_view kNames[] = {"exported", "partly-exported", "nothing-to-export",
                                         "waiting",  "not-exported",    "unknown"};
  return kNames[static_cast<std::size_t>(result)];
}

std::optional<ExportResult> parse_export_result(std::string_view word) {
  return enum_of(word, ExportResult::unknown);
}

std::string complaint_of(const ProgramExport& program) {
  return fmt::format("{}: {}", program.name, program.hindrance.reason);
}

}  // namespace rmcp
