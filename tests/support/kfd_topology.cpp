// SPDX-License-Identifier: MIT
// Nodes of the KFD topology as files, renumbered.
#include "kfd_topology.hpp"

#include "tree.hpp"
#include "tree_writer.hpp"

#include <algorithm>

namespace rmcp::testbed {

void KfdTopology::start() {
  if (started_) return;
  started_ = true;
  write_entries(root_, kfd_frame_entries());
}

void KfdTopology::add(const std::string& owner, const std::vector<KfdNode>& nodes) {
  const std::size_t first = list_.size();
  for (const KfdNode& node : nodes) list_.push_back({owner, node});
  write_from(first);
  write_entries(root_, kfd_generation_entries(++generation_));
}

void KfdTopology::remove(const std::string& owner) {
  const auto gone = [&owner](const Entry& entry) { return entry.owner == owner; };
  write_entries(root_, kfd_generation_entries(++generation_));
  const auto first = std::ranges::find_if(list_, gone);
  for (auto entry = first; entry != list_.end(); ++entry) {
    remove_entries(root_, kfd_node_entries(entry->node));
  }
  const auto kept = static_cast<std::size_t>(first - list_.begin());
  std::erase_if(list_, gone);
  write_from(kept);
}

void KfdTopology::write_from(std::size_t first) {
  for (std::size_t i = first; i < list_.size(); ++i) {
    list_[i].node.node = static_cast<unsigned>(i);
    write_entries(root_, kfd_node_entries(list_[i].node));
  }
}

}  // namespace rmcp::testbed
