// SPDX-License-Identifier: MIT
// The parts of a device's view that depend on other devices: shared aliases, and advice that counts
// gfx targets or names a KFD node. Indexed by these, so that a change of one device costs no time
// per other device.
#pragma once
#include "lib/records/device_view.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rmcp {

class Neighbours {
 public:
  /// Adds or updates a device. Returns the other devices whose view may have changed.
  std::vector<PciAddress> put(const DeviceView& view);
  /// Forgets a device. Returns the same as put().
  std::vector<PciAddress> remove(const PciAddress& address);

  /// Fills in `alias_shared_with` and `advice`. True if either has changed.
  bool complete(DeviceView& view) const;

 private:
  struct Facts {
    std::string alias;
    std::optional<GfxTarget> target;  // of a device on amdgpu
    std::vector<unsigned> nodes;      // of KFD
    bool names_nodes = false;         // a setting of it is about a node, whichever card has it
    bool operator==(const Facts&) const = default;
  };

  std::vector<PciAddress> change(const PciAddress& address, const Facts& facts);
  bool count(const std::optional<GfxTarget>& before, const std::optional<GfxTarget>& after);
  void add_namesakes(const std::string& alias, std::set<PciAddress>& out) const;
  [[nodiscard]] std::vector<PciAddress> sharing_alias(const Device& device) const;
  [[nodiscard]] GpusHere gpus_for(const Desired& desired) const;

  std::map<PciAddress, Facts> facts_;
  std::map<std::string, std::set<PciAddress>, std::less<>> named_;  // by alias; none is empty
  std::map<GfxTarget, std::size_t> targets_;                        // the number of devices with it
  std::set<PciAddress> naming_nodes_;                               // the devices that name nodes
};

}  // namespace rmcp
