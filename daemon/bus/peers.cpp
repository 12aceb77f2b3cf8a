// SPDX-License-Identifier: MIT
// Subscribes to NameOwnerChanged by name, after one ListNames.
#include "daemon/bus/peers.hpp"

#include "daemon/bus/names.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::bus {
namespace {

std::string match_for(const std::string& name) {
  return fmt::format(
      "type='signal',sender='{0}',interface='{0}',member='NameOwnerChanged',arg0='{1}'", kBus,
      name);
}

}  // namespace

Peers::Peers(const Bus& bus, std::vector<std::string> names, std::function<void()> changed)
    : names_(std::move(names)),
      changed_(std::move(changed)),
      bus_(make_proxy(bus.connection, kBus, kBusPath)) {
  for (const auto& name : names_) {
    matches_.push_back(
        add_match(bus.connection, match_for(name), [this, &loop = bus.loop, name](auto&& message) {
          loop.guarded([&] {
            std::string subject, before, after;
            message >> subject >> before >> after;
            if (!before.empty()) tell(name, false);
            if (!after.empty()) tell(name, true);
          });
        }));
  }
  bus_->callMethodAsync("ListNames")
      .onInterface(InterfaceName{kBus})
      .uponReplyInvoke(
          [this, &loop = bus.loop](CallError error, const std::vector<std::string>& owned) {
            if (error) return;
            loop.guarded([&] {
              for (const auto& name : names_)
                update(name, std::find(owned.begin(), owned.end(), name) != owned.end());
              changed_();
            });
          });
}

void Peers::tell(const std::string& name, bool owned) {
  update(name, owned);
  changed_();
}

void Peers::update(const std::string& name, bool owned) {
  if (owned) {
    present_.insert(name);
  } else {
    present_.erase(name);
  }
}

}  // namespace rmcp::bus
