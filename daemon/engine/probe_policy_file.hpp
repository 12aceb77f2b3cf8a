// SPDX-License-Identifier: MIT
// The rules in rmcp_devparam: replaced as a whole by rmcpd's, and put back when it has none.
#pragma once
#include "daemon/state/module_journal.hpp"
#include "lib/module/module_state.hpp"
#include "lib/sys/paths.hpp"

#include <string>

namespace rmcp::engine {

struct ProbePolicyWrite {
  std::string change;   // for the log; empty: nothing was written
  std::string problem;  // why the module does not have the rules
};

/// Gives the module `wanted`, unless it has that already. The text from before rmcpd is in the
/// journal before the write; with nothing wanted it goes back.
ProbePolicyWrite write_probe_policy(const sys::Paths& paths, state::ModuleJournal& journal,
                                    const ModuleFound& found, const std::string& wanted);

}  // namespace rmcp::engine
