// SPDX-License-Identifier: MIT
// NameOwnerChanged by name, after one ListNames.
#include "bus/peers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::bus {
namespace {

constexpr auto kBus = "org.freedesktop.DBus";

std::string match_for(const std::string& name) {
  return fmt::format(
      "type='signal',sender='{0}',interface='{0}',member='NameOwnerChanged',arg0='{1}'", kBus,
      name);
}

}  // namespace

Peers::Peers(sdbus::IConnection& connection, std::vector<std::string> names,
             std::function<void()> changed)
    : names_(std::move(names)),
      changed_(std::move(changed)),
      bus_(make_proxy(connection, kBus, "/org/freedesktop/DBus")) {
  for (const auto& name : names_) {
    matches_.push_back(add_match(connection, match_for(name), [this, name](auto&& message) {
      std::string subject, before, after;
      message >> subject >> before >> after;
      note(name, !after.empty());
      changed_();
    }));
  }
  bus_->callMethodAsync("ListNames")
      .onInterface(InterfaceName{kBus})
      .uponReplyInvoke([this](CallError error, const std::vector<std::string>& owned) {
        if (error) return;
        for (const auto& name : names_)
          note(name, std::find(owned.begin(), owned.end(), name) != owned.end());
        changed_();
      });
}

void Peers::note(const std::string& name, bool owned) {
  if (owned) {
    present_.insert(name);
  } else {
    present_.erase(name);
  }
}

}  // namespace rmcp::bus
