// SPDX-License-Identifier: MIT
// systemd as rmcpd asks it: what do services start?
#pragma once
#include <systemd/sd-bus.h>

#include <map>
#include <string>

namespace rmcp::peer {

class Systemd {
 public:
  /// The answer from now on; an empty path is that of a service that does not exist.
  void set_program(const std::string& unit, const std::string& path);
  /// From now on no call is answered.
  void be_silent() { silent_ = true; }

  /// Manager.LoadUnit(s) -> o, Manager.Reload(), Properties.Get(ss) -> v of ExecStart. 0 if the
  /// call is none of these.
  int answer(sd_bus_message* call) const;

 private:
  int answer_program(sd_bus_message* call) const;

  /// By the unit's path on the bus.
  std::map<std::string, std::string> programs_;
  bool silent_ = false;
};

}  // namespace rmcp::peer
