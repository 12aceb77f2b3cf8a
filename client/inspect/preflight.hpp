// SPDX-License-Identifier: MIT
// Whether this user may use a card for computing at all. Nodes are checked, never opened, since
// opening one can wake the card.
#pragma once
#include "client/document/json_fwd.hpp"
#include "lib/gpu/device.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp::client {

enum class NodeAccess { usable, forbidden, absent };

struct NodeCheck {
  std::string path;  // "/dev/kfd"
  NodeAccess access = NodeAccess::absent;
  std::string fix;  // the command that helps, or the reason why there is none

  bool operator==(const NodeCheck&) const = default;
};

struct Preflight {
  std::vector<NodeCheck> nodes;  // /dev/kfd, then the card's render nodes
  bool has_kfd_node = false;     // KFD has accepted the card
  std::string why_no_kfd_node;
};

struct PreflightPaths {
  std::string dev = "/dev";
  std::string kfd = "/sys/class/kfd/kfd";
  std::string pci_devices = "/sys/bus/pci/devices";
  std::string kmsg = "/dev/kmsg";
};

/// The relevant properties of the user: injected, since tests are not in the group render.
struct User {
  std::string name;
  /// Names of the user's groups in the user database.
  std::vector<std::string> listed;
};
User this_user();

Preflight check_access(const Device& device, const User& user, const PreflightPaths& paths = {});

/// The command for a node that belongs to a group; pure.
std::string access_fix(const std::string& path, const std::string& group, bool group_may,
                       const User& user);

Json to_json(const Preflight& preflight);

}  // namespace rmcp::client
