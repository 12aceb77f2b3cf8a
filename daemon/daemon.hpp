// SPDX-License-Identifier: MIT
// Wires the parts of the daemon together and runs them.
#pragma once
#include "daemon/bus/service.hpp"
#include "daemon/config/settings.hpp"
#include "daemon/device/monitor.hpp"
#include "daemon/engine/library_keeper.hpp"
#include "daemon/engine/module_keeper.hpp"
#include "daemon/engine/parameter_window.hpp"
#include "daemon/engine/policy_keeper.hpp"
#include "daemon/engine/policy_loader.hpp"
#include "daemon/engine/reconciler.hpp"
#include "daemon/options.hpp"
#include "daemon/publish/default_keeper.hpp"
#include "daemon/publish/publisher.hpp"
#include "daemon/switchboard.hpp"
#include "lib/sys/loop.hpp"
#include "lib/sys/loop_files.hpp"
#include "lib/sys/rounds.hpp"

#include <chrono>
#include <memory>
#include <set>
#include <string>

namespace rmcp {

class Daemon {
 public:
  Daemon(Options options, config::Mode mode, const config::Settings& settings);

  /// Returns the exit status. Throws if the daemon cannot start.
  int run();

 private:
  void handle(const device::Event& event);
  void reload(std::function<void(bool good)> done);
  void adopt_policy();
  void adopt_units(const std::vector<ServiceUnit>& before);
  void tell_systemd(const std::set<std::string>& units);
  void hurry();
  void become_ready();
  void update_status();
  void check();
  void check_disk();
  void update_remarks();
  void update_rule_advice();
  void refresh_module(bool always);
  void update_co_writers();
  void start_devices();
  void adopt_module(std::shared_ptr<const ModuleState> state,
                    const std::vector<std::string>& changes);
  void adopt_libraries(std::shared_ptr<const engine::LibrarySets> found);
  void log_libraries() const;
  publish::Publisher::Hooks publisher_hooks();
  Switchboard::Parts parts();
  bus::Service::Hooks hooks();
  std::string status() const;

  Options options_;
  sys::Loop loop_;
  sys::LoopFiles files_;
  engine::PolicyKeeper keeper_;
  bus::Service
      service_;  // claims the name: a second daemon ends here, before it has touched anything
  Switchboard switchboard_;
  std::shared_ptr<engine::ParameterWindow> window_;
  engine::Reconciler reconciler_;
  engine::ModuleKeeper module_;
  std::string module_key_;  // the subject of its last round
  engine::PolicyLoader policy_;
  std::shared_ptr<const Policy> applied_;  // the policy that the parts have
  std::vector<Diagnostic> logged_;         // of policy
  std::vector<Diagnostic> remarks_, rule_advice_;
  std::string manifests_problem_;  // why the manifests of library sets cannot be read
  engine::LibraryKeeper library_;
  std::shared_ptr<const engine::LibrarySets> libraries_;  // null until the sets have been read
  publish::Publisher publisher_;
  publish::DefaultKeeper default_;
  device::Monitor monitor_;
  sys::Timer ready_timer_, disk_timer_, check_timer_;
  std::chrono::seconds check_interval_;
  std::set<std::string> peers_;  // owned names on the bus
  bool started_ = false;         // the devices present at start are being enumerated, or were
  bool settled_ = false;         // and handled
  bool in_time_ = true;          // unknown data can still be waited for
  bool ready_ = false;
  bool disk_ill_ = false;  // at the last check
};

}  // namespace rmcp
