// SPDX-License-Identifier: MIT
// The programs that are measured: started, timed, looked at in /proc, stopped.
#pragma once
#include <sys/types.h>

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace rmcp::bench {

using Clock = std::chrono::steady_clock;
double milliseconds_since(Clock::time_point start);

struct Command {
  std::vector<std::string> arguments;
  std::map<std::string, std::string> environment;  // beside ours; an empty value takes one away
};

/// A daemon: killed and waited for when this goes.
class Program {
 public:
  /// Throws std::system_error when it cannot be started. Its output is thrown away.
  explicit Program(const Command& command);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  pid_t pid() const { return pid_; }
  bool running() const;

 private:
  pid_t pid_ = -1;
};

struct Run {
  double milliseconds = 0;
  bool succeeded = false;
};
/// From start to end of a command.
Run time_command(const Command& command);

struct Memory {
  double resident = 0;   // MB
  double anonymous = 0;  // MB
};
Memory memory_of(pid_t pid);
/// Thread -> how often it has gone to sleep, that is: was woken.
using WakeUps = std::map<std::string, long>;
WakeUps wake_ups_of(pid_t pid);
/// By the threads that are there now.
long wake_ups_since(pid_t pid, const WakeUps& before);

}  // namespace rmcp::bench
