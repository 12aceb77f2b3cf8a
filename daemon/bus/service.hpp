// SPDX-License-Identifier: MIT
// The daemon's presence on the bus: the connection, its name and all objects.
#pragma once
#include "daemon/bus/answers.hpp"
#include "daemon/bus/authority.hpp"
#include "daemon/bus/device_object.hpp"
#include "daemon/bus/door.hpp"
#include "daemon/bus/gate.hpp"
#include "daemon/bus/library_object.hpp"
#include "daemon/bus/loop_source.hpp"
#include "daemon/bus/manager_object.hpp"
#include "daemon/bus/peers.hpp"
#include "daemon/bus/sleep.hpp"
#include "daemon/bus/systemd.hpp"
#include "daemon/engine/policy_keeper.hpp"
#include "daemon/engine/reconciler.hpp"
#include "lib/sets/default_library_state.hpp"
#include "lib/start/program_export.hpp"
#include "lib/sys/loop.hpp"
#include "lib/verify/registry.hpp"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace rmcp::bus {

class Service {
 public:
  /// Connects to the system bus and claims the name. Throws std::runtime_error: no bus, or another
  /// rmcpd owns the name. `lost` is called when the bus goes away.
  Service(sys::Loop& loop, std::function<void(std::string)> lost);
  ~Service();

  /// Receives messages of callers and of other services.
  struct Hooks {
    ManagerObject::ReloadPolicy reload;
    std::function<void()> before_message;                     // for any message
    std::function<void(const std::set<std::string>&)> peers;  // owned names of kPeers
    Sleep::Hooks sleep;
  };

  /// Publishes the manager; call it before the loop runs.
  void serve(engine::Reconciler& reconciler, const engine::PolicyKeeper& keeper, Hooks hooks);
  void policy_changed();
  Systemd& systemd() { return systemd_; }
  void co_writers_changed(std::vector<std::string> descriptions);
  void libraries_changed(const verify::Registry& found);
  void parameters_changed();
  void rule_advice_changed(const std::vector<Diagnostic>& advice);
  void default_library_changed(const DefaultLibraryState& state);
  void programs_changed(const std::vector<ProgramExport>& programs);

  void device_added(const DeviceView& view);
  void device_changed(const DeviceView& view);
  void device_removed(const PciAddress& address);
  void device_applied(const DeviceView& view);
  void settled();

 private:
  class Root;

  std::unique_ptr<sdbus::IConnection> connection_;
  Bus bus_;
  std::unique_ptr<Senders> senders_;
  Answers answers_;
  Door door_;
  LoopSource source_;
  std::unique_ptr<Authority> authority_;
  Gate gate_;
  Systemd systemd_;
  std::unique_ptr<Root> root_;  // the object manager
  engine::Reconciler* reconciler_ = nullptr;
  std::unique_ptr<ManagerObject> manager_;
  std::map<PciAddress, std::unique_ptr<DeviceObject>> devices_;
  std::unique_ptr<LibraryObjects> libraries_;
  Hooks hooks_;
  std::unique_ptr<Sleep> sleep_;
  std::unique_ptr<Peers> peers_;
};

}  // namespace rmcp::bus
