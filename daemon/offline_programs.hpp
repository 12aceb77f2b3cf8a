// SPDX-License-Identifier: MIT
// What a daemon would export to services and sessions, as far as that can be known without one.
#pragma once
#include "daemon/survey.hpp"
#include "lib/start/program_export.hpp"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace rmcp {

/// Of services and sessions. Whether one gets something only a running daemon knows, which asks
/// systemd, reads runtimes and writes the files: the result is `unknown` then. What stands in its
/// way is known where that follows from policy and cards. `enforced`: a daemon would apply policy.
std::vector<ProgramExport> programs_without_daemon(Survey& survey, const sys::Paths& paths,
                                                   bool enforced);

/// Variables and library set are null where they are unknown.
nlohmann::ordered_json programs_to_json(const std::vector<ProgramExport>& programs);

/// Advice for each that would not be exported, whatever a daemon finds.
std::vector<Diagnostic> advise_on_programs(const std::vector<ProgramExport>& programs);

}  // namespace rmcp
