// SPDX-License-Identifier: MIT
// Gives the cards of a machine their numbers: what two descriptions both claim goes to the first.
#pragma once
#include "machine_file.hpp"

#include <set>

namespace rmcp::testbed {

class Placement {
 public:
  /// Changes addresses, DRM minors, hwmon and KFD node numbers that are taken to free ones.
  void place(MachineFile& machine);

  bool taken(const PciAddress& address) const { return addresses_.contains(address); }
  /// After the card was taken out.
  void release(const Gpu& gpu);

 private:
  void place_address(Gpu& gpu);
  void place_kfd(Gpu& gpu);

  std::set<PciAddress> addresses_;
  std::set<unsigned> minors_;
  std::set<unsigned> hwmons_;
  std::set<unsigned> nodes_;
};

}  // namespace rmcp::testbed
