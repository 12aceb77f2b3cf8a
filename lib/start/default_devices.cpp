// SPDX-License-Identifier: MIT
// A machine with a card and an APU is bought for the card; one with an APU alone has nothing
// better.
#include "lib/start/default_devices.hpp"

#include <fmt/format.h>

#include <utility>

namespace rmcp {

std::string_view why_not_computing(const ProcessDevice& device) {
  const auto enabled = device.published.find("compute.enabled");
  if (enabled != device.published.end() && enabled->second == "false")
    return "policy has compute.enabled = false";
  return device.render_minors.empty()
             ? "KFD has no node for it, so ROCm cannot use it (rmcpctl inspect says why)"
             : "";
}

std::vector<std::size_t> default_devices(std::span<const ProcessDevice> devices) {
  std::vector<std::size_t> cards, apus;
  bool a_card_settles = false;
  for (std::size_t i = 0; i < devices.size(); ++i) {
    const auto& device = devices[i];
    a_card_settles |= device.settling && !device.apu;
    if (!device.settling && why_not_computing(device).empty())
      (device.apu ? apus : cards).push_back(i);
  }
  return cards.empty() && !a_card_settles ? apus : cards;
}

std::string why_no_default_device(std::span<const ProcessDevice> devices) {
  std::string out = "no GPU here can compute";
  const char* separator = ": ";
  for (const auto& device : devices) {
    const auto why = device.settling ? "it is settling" : why_not_computing(device);
    if (why.empty()) continue;  // an APU that waits for a settling card
    out += fmt::format("{}{}: {}", std::exchange(separator, "; "), device.label, why);
  }
  return out;
}

}  // namespace rmcp
