// SPDX-License-Identifier: MIT
// The KFD nodes in the numbering of the thunk of a process of this user.
#pragma once
#include "lib/start/process_environment.hpp"

#include <string>

namespace rmcp::client {

struct KfdViewPaths {
  std::string sys = "/sys";
  std::string dev = "/dev";
};

/// Nodes whose properties or render node this user may not open are left out and not counted.
/// Nothing is opened that could wake a card: nodes are only checked
/// (libhsakmt/src/topology.c:topology_sysfs_map_node_id).
KfdView read_kfd_view(const KfdViewPaths& paths = {});

}  // namespace rmcp::client
