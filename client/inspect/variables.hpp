// SPDX-License-Identifier: MIT
// The variables of a process that decide what ROCm does in it.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace rmcp::client {

using Variables = std::map<std::string, std::string>;

/// Those that matter here, of all that a process has.
Variables runtime_variables(const Variables& all);

/// What is wrong with them, in words: a list of devices that is empty, the working directory in
/// LD_LIBRARY_PATH.
std::vector<std::string> judge_variables(const Variables& variables);

/// HSA_OVERRIDE_GFX_VERSION as it holds for a KFD node: the numbered one, then that for all. ""
/// when neither is set. Numbers count from what the process may open: right when it sees all nodes.
std::string override_in_force(const Variables& variables,
                              const std::vector<std::uint64_t>& kfd_nodes);

/// The variables of this very process.
Variables own_variables();

}  // namespace rmcp::client
