// SPDX-License-Identifier: MIT
// Indexes devices by alias, and counts the present gfx targets.
#include "lib/records/neighbours.hpp"

#include <algorithm>
#include <utility>

namespace rmcp {

namespace {

bool names_a_node(const Desired& desired) {
  return std::any_of(desired.settings.begin(), desired.settings.end(),
                     [](const auto& item) { return node_of(item.second).has_value(); });
}

}  // namespace

std::vector<PciAddress> Neighbours::put(const DeviceView& view) {
  const auto& device = view.device;
  Facts facts{.alias = device.alias, .names_nodes = names_a_node(view.desired)};
  if (device.managed()) facts.target = device.gfx;
  for (const auto& node : device.nodes.kfd) facts.nodes.push_back(node.node);
  if (facts_.try_emplace(device.address).first->second == facts) return {};
  return change(device.address, facts);
}

std::vector<PciAddress> Neighbours::remove(const PciAddress& address) {
  if (!facts_.contains(address)) return {};
  auto affected = change(address, {});
  facts_.erase(address);
  return affected;
}

std::vector<PciAddress> Neighbours::change(const PciAddress& address, const Facts& facts) {
  auto& known = facts_.at(address);
  const auto before = std::exchange(known, facts);
  std::set<PciAddress> affected;
  if (before.alias != facts.alias) {
    add_namesakes(before.alias, affected);
    if (auto it = named_.find(before.alias); it != named_.end()) {
      it->second.erase(address);
      if (it->second.empty()) named_.erase(it);
    }
    if (!facts.alias.empty()) named_[facts.alias].insert(address);
    add_namesakes(facts.alias, affected);
  }
  if (before.nodes != facts.nodes || before.target != facts.target)
    affected.insert(naming_nodes_.begin(), naming_nodes_.end());
  if (facts.names_nodes)
    naming_nodes_.insert(address);
  else
    naming_nodes_.erase(address);
  // There are few targets, so it is rare that one comes or goes.
  if (count(before.target, facts.target))
    for (const auto& [other, of_other] : facts_) affected.insert(other);
  affected.erase(address);
  return {affected.begin(), affected.end()};
}

/// True if the set of targets has changed.
bool Neighbours::count(const std::optional<GfxTarget>& before,
                       const std::optional<GfxTarget>& after) {
  if (before == after) return false;
  bool changed = false;
  if (after) changed = ++targets_[*after] == 1;
  if (before && --targets_[*before] == 0) {
    targets_.erase(*before);
    changed = true;
  }
  return changed;
}

void Neighbours::add_namesakes(const std::string& alias, std::set<PciAddress>& out) const {
  const auto it = named_.find(alias);
  if (it != named_.end()) out.insert(it->second.begin(), it->second.end());
}

std::vector<PciAddress> Neighbours::sharing_alias(const Device& device) const {
  std::set<PciAddress> others;
  add_namesakes(device.alias, others);
  others.erase(device.address);
  return {others.begin(), others.end()};
}

/// Nodes are collected only where a setting names one, which is rare.
GpusHere Neighbours::gpus_for(const Desired& desired) const {
  GpusHere here;
  for (const auto& [target, devices] : targets_) here.targets.push_back(target);
  if (!names_a_node(desired)) return here;
  for (const auto& [address, facts] : facts_)
    for (const auto node : facts.nodes) here.nodes[node] = facts.target;
  return here;
}

bool Neighbours::complete(DeviceView& view) const {
  auto shared = sharing_alias(view.device);
  auto advice = advise(view.desired, view.device, gpus_for(view.desired));
  if (shared == view.alias_shared_with && advice == view.advice) return false;
  view.alias_shared_with = std::move(shared);
  view.advice = std::move(advice);
  return true;
}

}  // namespace rmcp
