// SPDX-License-Identifier: MIT
// Calls of systemd, the manager of services.
#pragma once
#include "daemon/bus/adaptor.hpp"
#include "lib/text/failure.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace rmcp::bus {

class Systemd {
 public:
  explicit Systemd(const Bus& bus);

  /// Makes it read its units again; `done` gets the error, or nothing.
  void reload(std::function<void(const std::string& problem)> done);

  using Then = std::function<void(Expected<std::string> path)>;
  /// The program in the first ExecStart= of a service, or the reason why it is not known. Ends in a
  /// few seconds.
  void find_program(const std::string& unit, Then then);

 private:
  void ask_program(const sdbus::ObjectPath& unit, const Then& then);

  Bus bus_;
  std::unique_ptr<sdbus::IProxy> manager_;
  /// By path. Kept, since a proxy must not end in its own callback.
  std::map<std::string, std::unique_ptr<sdbus::IProxy>> units_;
};

}  // namespace rmcp::bus
