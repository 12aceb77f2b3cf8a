// SPDX-License-Identifier: MIT
// The variables of a process that affect ROCm.
#pragma once
#include "client/wrapper/environment_change.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace rmcp::client {

/// The relevant variables of a process.
Variables runtime_variables(const Variables& all);

/// Problems with them, in words: an empty list of devices, the working directory in
/// LD_LIBRARY_PATH.
std::vector<std::string> judge_variables(const Variables& variables);

/// HSA_OVERRIDE_GFX_VERSION for a KFD node: the numbered one, else that for all. "" if neither is
/// set. Numbers count the nodes that the process may open: correct if it sees all nodes.
std::string override_in_force(const Variables& variables,
                              const std::vector<std::uint64_t>& kfd_nodes);

/// The variables of this process itself.
Variables own_variables();

}  // namespace rmcp::client
