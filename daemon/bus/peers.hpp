// SPDX-License-Identifier: MIT
// Which of some well-known names are owned on the bus. Subscribes to these names only: other names
// coming and going do not wake the daemon.
#pragma once
#include "daemon/bus/adaptor.hpp"

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace rmcp::bus {

class Peers {
 public:
  /// `changed` is called for the first time when the bus has reported the present owners. A name
  /// that passes from one owner to another is gone in between.
  Peers(const Bus& bus, std::vector<std::string> names, std::function<void()> changed);

  [[nodiscard]] const std::set<std::string>& present() const { return present_; }
  [[nodiscard]] bool has(const std::string& name) const { return present_.contains(name); }

 private:
  void tell(const std::string& name, bool owned);
  void update(const std::string& name, bool owned);

  std::vector<std::string> names_;
  std::function<void()> changed_;
  std::set<std::string> present_;
  std::vector<sdbus::Slot> matches_;
  std::unique_ptr<sdbus::IProxy> bus_;
};

}  // namespace rmcp::bus
