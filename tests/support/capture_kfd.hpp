// SPDX-License-Identifier: MIT
// The KFD part of a capture.
#pragma once
#include "machine_file.hpp"

#include <filesystem>
#include <vector>

namespace rmcp::testbed {

/// The nodes found anywhere below `directory` (nodes/N/properties, or one file `properties`).
std::vector<KfdNode> read_kfd_nodes(const std::filesystem::path& directory);

/// Gives each GPU its nodes; nodes of cards that are not there become cards; the others are CPUs.
void add_kfd_nodes(MachineFile& machine, std::vector<KfdNode> nodes);

}  // namespace rmcp::testbed
