// SPDX-License-Identifier: MIT
// Wires the parts of the daemon together and runs them.
#pragma once
#include "bus/service.hpp"
#include "config/settings.hpp"
#include "device/monitor.hpp"
#include "engine/library_keeper.hpp"
#include "engine/module_keeper.hpp"
#include "engine/policy_keeper.hpp"
#include "engine/reconciler.hpp"
#include "export/default_keeper.hpp"
#include "export/publisher.hpp"
#include "options.hpp"
#include "sys/loop.hpp"

#include <chrono>
#include <memory>
#include <set>
#include <string>

namespace rmcp {

class Daemon {
 public:
  Daemon(Options options, config::Mode mode, const config::Settings& settings);

  /// The exit status. Throws what keeps it from starting.
  int run();

 private:
  void handle(const device::Event& event);
  bool reload();
  void publish(const Policy& policy);
  void take_units(const std::vector<ServiceUnit>& before);
  void load_policy();
  void become_ready();
  void update_status();
  void log_known_error();
  void look_at_module(bool always);
  void look_at_co_writers();
  void start_devices();
  void take_libraries(std::shared_ptr<const engine::LibrarySets> found);
  void log_libraries() const;
  bus::Service::Hooks hooks();
  std::string status() const;

  Options options_;
  sys::Loop loop_;
  engine::PolicyKeeper keeper_;
  bus::Service
      service_;  // takes the name: a second daemon ends here, before it has touched anything
  engine::Reconciler reconciler_;
  engine::ModuleKeeper module_;
  std::string module_key_;  // what its last round was about
  engine::LibraryKeeper library_;
  std::shared_ptr<const engine::LibrarySets> libraries_;  // null until somebody has looked
  exported::Publisher publisher_;
  exported::DefaultKeeper default_;
  device::Monitor monitor_;
  sys::Timer ready_timer_, check_timer_;
  std::chrono::seconds check_interval_;
  std::set<std::string> peers_;  // names that are owned on the bus
  std::string known_error_;      // that was logged last
  bool started_ = false;         // the devices that were there have been looked at
  bool ready_ = false;
};

}  // namespace rmcp
