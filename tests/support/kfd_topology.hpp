// SPDX-License-Identifier: MIT
// The nodes of the KFD topology while cards come and go.
#pragma once
#include "machine_file.hpp"

#include <string>
#include <utility>
#include <vector>

namespace rmcp::testbed {

/// Numbers nodes as the kernel does: a new one is the last, and when one goes those behind it move
/// up, without any event (kfd_topology.c: kfd_topology_update_sysfs() builds all folders anew, in
/// the order of the list). The generation counts up after a node came, and before one goes.
class KfdTopology {
 public:
  /// `root`: of the test bed.
  explicit KfdTopology(std::string root) : root_(std::move(root)) {}

  /// The KFD device is there, without nodes.
  void start();
  void add(const std::string& owner, const std::vector<KfdNode>& nodes);
  void remove(const std::string& owner);

 private:
  struct Entry {
    std::string owner;
    KfdNode node;
  };
  void write_from(std::size_t first);

  std::string root_;
  bool started_ = false;
  unsigned generation_ = 1;
  std::vector<Entry> list_;
};

}  // namespace rmcp::testbed
