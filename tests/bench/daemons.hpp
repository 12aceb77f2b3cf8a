// SPDX-License-Identifier: MIT
// The daemons that are compared: how each is started, and how long until it can be used.
#pragma once
#include "statistics.hpp"
#include "watcher.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmcp::bench {

struct Daemon {
  std::string title;
  std::string bus_name;
  Command command;
  bool says_ready = false;  // by sd_notify
};

struct Started {
  double name_owned = 0;  // milliseconds since the start
  double ready = 0;
};

struct StartFigures {
  Samples name_owned, ready, resident, anonymous;
};

/// `rmcpd` and those others that are installed; their files go below `directory`.
std::vector<Daemon> find_daemons(const std::string& rmcpd, const std::string& directory);

/// Runs it on the bus until it can be used. Throws std::runtime_error when that does not happen.
class RunningDaemon {
 public:
  RunningDaemon(OpenBus& bus, const Daemon& daemon, const std::string& directory);

  const Started& started() const { return started_; }
  pid_t pid() const { return program_->pid(); }

 private:
  Started started_;
  std::unique_ptr<Program> program_;
};

/// One start of each in turn, `rounds` times.
std::vector<StartFigures> measure_starts(OpenBus& bus, const std::vector<Daemon>& daemons,
                                         const std::string& directory, int rounds);

}  // namespace rmcp::bench
