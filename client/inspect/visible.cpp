// SPDX-License-Identifier: MIT
// ROCr counts the KFD nodes that have shaders, in the order of their numbers, and keeps those in
// ROCR_VISIBLE_DEVICES (core/runtime/amd_filter_device.cpp); HIP counts the remaining ones.
#include "client/inspect/visible.hpp"

#include "client/loader/search_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace rmcp::client {
namespace {

struct Node {
  unsigned number = 0;
  PciAddress address;
  std::string uuid;  // "GPU-0123456789abcdef"; "" if the card has no unique id
};

std::vector<Node> compute_nodes(std::span<const DeviceView> devices) {
  std::vector<Node> out;
  for (const auto& view : devices) {
    const auto& device = view.device;
    const auto& id = device.identity.unique_id;
    for (const auto& node : device.nodes.kfd)
      if (node.simd_count > 0)
        out.push_back({node.node, device.address, id ? fmt::format("GPU-{:016x}", *id) : ""});
  }
  std::ranges::sort(out, {}, &Node::number);
  return out;
}

std::optional<std::size_t> index_in(std::string_view word) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), index);
  return error == std::errc() && end == word.data() + word.size() ? std::optional(index)
                                                                  : std::nullopt;
}

/// A word that matches no device ends the list.
std::vector<Node> kept(const std::vector<Node>& nodes, const std::string& list) {
  std::vector<Node> out;
  for (const auto& word : list.empty() ? std::vector<std::string>{} : split_path(list, ",")) {
    const auto index = index_in(word);
    const auto at =
        index ? (*index < nodes.size() ? nodes.begin() + static_cast<std::ptrdiff_t>(*index)
                                       : nodes.end())
              : std::ranges::find(nodes, word, &Node::uuid);
    if (at == nodes.end()) break;
    out.push_back(*at);
  }
  return out;
}

}  // namespace

std::string hidden_by(const Variables& variables, std::span<const DeviceView> devices,
                      const PciAddress& address) {
  auto nodes = compute_nodes(devices);
  const auto has_card = [&] {
    return std::ranges::find(nodes, address, &Node::address) != nodes.end();
  };
  if (!has_card()) return {};
  // HIP reads CUDA's variable if its own is not set.
  const bool hip = variables.contains("HIP_VISIBLE_DEVICES");
  for (const std::string name :
       {"ROCR_VISIBLE_DEVICES", hip ? "HIP_VISIBLE_DEVICES" : "CUDA_VISIBLE_DEVICES"}) {
    const auto list = variables.find(name);
    if (list == variables.end()) continue;
    nodes = kept(nodes, list->second);
    if (!has_card()) return fmt::format("{}={} leaves it out", name, list->second);
  }
  return {};
}

}  // namespace rmcp::client
