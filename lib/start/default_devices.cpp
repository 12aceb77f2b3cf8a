// SPDX-License-Identifier: MIT
// A machine with a card and an APU is bought for the card; one with an APU alone has nothing
// better.
#include "lib/start/default_devices.hpp"

#include <fmt/format.h>

#include <utility>

namespace rmcp {

Hindrance why_not_computing(const ProcessDevice& device) {
  if (device.setting("compute.enabled") == "false")
    return {Obstacle::compute_disabled, "policy has compute.enabled = false"};
  if (device.render_minors.empty())
    return {Obstacle::no_kfd_node, "KFD has no node for it, so ROCm cannot use it"};
  return {};
}

std::vector<std::size_t> default_devices(std::span<const ProcessDevice> devices) {
  std::vector<std::size_t> cards, apus;
  bool a_card_settles = false;
  for (std::size_t i = 0; i < devices.size(); ++i) {
    const auto& device = devices[i];
    a_card_settles |= device.settling && !device.apu;
    if (!device.settling && !why_not_computing(device)) (device.apu ? apus : cards).push_back(i);
  }
  return cards.empty() && !a_card_settles ? apus : cards;
}

Hindrance why_no_default_device(std::span<const ProcessDevice> devices) {
  Hindrance out{Obstacle::no_gpu, "no GPU here can compute"};
  const char* separator = ": ";
  for (const auto& device : devices) {
    const auto why = device.settling ? Hindrance{Obstacle::device_settling, "it is settling"}
                                     : why_not_computing(device);
    if (!why) continue;  // an APU that waits for a settling card
    // One that settles may be able to: the others have to wait for nothing else.
    if (out.obstacle == Obstacle::no_gpu || device.settling) out.obstacle = why.obstacle;
    out.reason += fmt::format("{}{}: {}", std::exchange(separator, "; "), device.label, why.reason);
  }
  return out;
}

}  // namespace rmcp
