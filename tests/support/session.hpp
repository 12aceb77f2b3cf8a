// SPDX-License-Identifier: MIT
// One run of rmcp-machine: the machine, its bus, its daemon and the command in it.
#pragma once
#include "control.hpp"
#include "daemon_runner.hpp"
#include "options.hpp"
#include "private_bus.hpp"
#include "testbed.hpp"

#include <memory>
#include <string>

namespace rmcp::testbed {

/// What this system cannot do: exit status 77.
struct Unavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Session {
 public:
  /// Files go below `directory`. Throws Unavailable or another std::exception.
  Session(Options options, const std::string& directory);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Runs the command; returns the exit status of rmcp-machine.
  int run();

 private:
  void add_machines();
  void copy_policy();
  Environment machine_environment() const;
  Command daemon_command() const;
  int run_command();
  int end(int code);

  Answer handle(const std::vector<std::string>& words);
  Answer handle_card(const std::vector<std::string>& words);
  Answer handle_emulate(const PciAddress& address, const std::vector<std::string>& words);
  Answer handle_commits(const PciAddress& address, const std::string& word);
  Answer handle_reset(const PciAddress& address, const std::vector<std::string>& words);
  Answer handle_boot();
  Answer handle_daemon(const std::string& verb);

  Options options_;
  std::string directory_;
  bool private_mounts_;
  std::unique_ptr<Testbed> testbed_;
  std::unique_ptr<PrivateBus> bus_;
  std::unique_ptr<Polkit> polkit_;
  std::unique_ptr<DaemonRunner> daemon_;
  std::unique_ptr<ControlServer> control_;
  int interrupted_ = 0;
  unsigned signal_sources_[3] = {};
};

}  // namespace rmcp::testbed
