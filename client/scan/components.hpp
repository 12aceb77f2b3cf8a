// SPDX-License-Identifier: MIT
// The GPU code of each component of a set. Pure.
#pragma once
#include "client/inspect/code_places.hpp"
#include "lib/sets/library_set.hpp"

#include <vector>

namespace rmcp::client {

/// By name. A component whose library needs a folder of kernels has code only for targets that both
/// have.
std::vector<SetCode> components_of(const std::vector<CodePlace>& places);

}  // namespace rmcp::client
